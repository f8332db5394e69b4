"""One self-contained page of all a study found: opens from a file, asks nothing of any network, prints."""

from __future__ import annotations

import math
import re
import shlex
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from treves.report import consequence_prose, ending_prose, outlook_words, prose, terms, typeset
from treves.report.anchors import Anchors, anchors_of
from treves.report.ballot_words import house_words
from treves.report.evidence_list import cell_readings, evidence_groups
from treves.report.figures.blocking import blocking_figure
from treves.report.figures.chambers import chamber_figures
from treves.report.figures.council import council_figure
from treves.report.figures.courses import courses_figure
from treves.report.figures.curves import curves_figure
from treves.report.figures.deals import deals_figure
from treves.report.figures.endings import endings_figure, flow_figure
from treves.report.figures.headlines import headlines_figure
from treves.report.figures.influences import influences_figure
from treves.report.figures.leavers import leavers_figure
from treves.report.figures.moves import moves_figure
from treves.report.figures.options import options_figure
from treves.report.figures.outlook_curve import outlook_curve, scene_of
from treves.report.figures.outlook_steps import outlook_steps
from treves.report.figures.package_changes import letters_of, package_changes_figure
from treves.report.figures.pairs import pairs_figure
from treves.report.figures.paths import path_figures, path_sheet
from treves.report.figures.positions import ceiling_of, position_figure
from treves.report.figures.positions_file import positions_sheet
from treves.report.figures.price import price_figure
from treves.report.figures.replay import replay_figure
from treves.report.figures.shortfalls import shortfalls_figure
from treves.report.figures.solved import solved_figure
from treves.report.figures.stakes import stakes_figure
from treves.report.figures.strains import sentences_figure, steps_figure
from treves.report.figures.threats import threats_figure
from treves.report.figures.worth import worth_figure
from treves.report.palette import DAY, NIGHT, palette_css
from treves.report.plain import language_of, safe_address, visible
from treves.report.words import count_word, day, day_range, joined
from treves.study import write_text
from treves.study.chain_measures import INFLOW_WORDS
from treves.study.findings import CaseFacts, Findings, Position
from treves.study.institutions import Followed
from treves.study.outlook_facts import Outlook

__all__ = ["environment", "outlook_svg", "paths_svg", "positions_svg", "report_html", "write_report"]

OUTLOOK_WORDS = (
    outlook_words.outlook_words,
    outlook_words.weight_words,
    outlook_words.reference_words,
    outlook_words.state_words,
    outlook_words.driver_words,
)
BLANK_LINES = re.compile(r"\n\s*\n+")


def write_report(findings: Findings, path: Path | str) -> Path:
    """Write the page to a file, whole or not at all.

    Parameters
    ----------
    findings : Findings
    path : Path or str

    Returns
    -------
    Path
        ``path``.
    """
    return write_text(path, report_html(findings))


def report_html(findings: Findings) -> str:
    """Make the page.

    Parameters
    ----------
    findings : Findings

    Returns
    -------
    str
        HTML in UTF-8; the same findings give the same page. All text of the case is escaped, and characters that hide
        or turn text are shown by their code.
    """
    shown = Findings.model_validate(visible(findings.model_dump()))
    anchors = anchors_of(shown)
    page = environment().get_template("page.html").render(
        findings=shown,
        facts=shown.facts,
        anchors=anchors,
        standfirst=prose.standfirst(shown, anchors),
        evidence=evidence_groups(shown, anchors),
        command=_command(shown),
        assumptions=_assumption_rows(shown),
        party_names=[
            short if short == label else f"{short} ({label})" for short, label in shown.facts.parties.items()
        ],
        quoted=_quoted_from(shown),
        **_figures(shown, anchors),
    )  # fmt: skip
    return BLANK_LINES.sub("\n", page)


def positions_svg(facts: CaseFacts, positions: Sequence[Position]) -> str:
    """Draw where parties stand as an SVG file that stands alone.

    Parameters
    ----------
    facts : CaseFacts
    positions : sequence of Position
        Of some or all parties on some or all issues.

    Returns
    -------
    str
        SVG; no script, nothing loaded.
    """
    drawn = environment().get_template("figures/positions_file.svg").render(sheet=positions_sheet(facts, positions))
    return BLANK_LINES.sub("\n", drawn)


def outlook_svg(title: str, outlook: Outlook, as_of: date, deadline: date) -> str:
    """Draw how likely the cabinet still stands as an SVG file that stands alone.

    Parameters
    ----------
    title : str
        What the case is called.
    outlook : Outlook
    as_of, deadline : date

    Returns
    -------
    str
        SVG; no script, nothing loaded.
    """
    template = environment().get_template("figures/outlook_file.svg")
    scene = scene_of(outlook, as_of, deadline)
    return BLANK_LINES.sub("\n", template.render(title=visible(title), scene=scene))


def paths_svg(title: str, found: Followed) -> str:
    """Draw a package on its way through law as an SVG file that stands alone.

    Parameters
    ----------
    title : str
        What the case is called.
    found : Followed

    Returns
    -------
    str
        SVG; no script, nothing loaded.
    """
    drawn = environment().get_template("figures/paths_file.svg").render(sheet=path_sheet(title, found))
    return BLANK_LINES.sub("\n", drawn)


@cache
def environment() -> Environment:
    """Return the templates' surroundings: everything is escaped, nothing may be missing, no number may be NaN."""
    made = Environment(
        loader=PackageLoader("treves.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finite,
        keep_trailing_newline=True,
    )
    for name in ("chance", "change", "noise", "number_of", "quantity", "share", "share_range", "signed"):
        made.filters[name] = getattr(typeset, name)
    made.filters.update(day=day, joined=joined, safe_address=safe_address)
    made.globals.update(
        DAY=Markup(palette_css(DAY)),  # noqa: S704
        NIGHT=Markup(palette_css(NIGHT)),  # noqa: S704
        TERMS=terms.TERMS,
        CERTAINTY=terms.CERTAINTY,
        assumption_words=terms.assumption_words,
        cell_readings=cell_readings,
        **{word.__name__: word for word in OUTLOOK_WORDS},
        contested_words=prose.contested_words,
        blocking_words=prose.blocking_words,
        vote_words=prose.vote_words,
        consequence_words=consequence_prose.consequence_words,
        grant_words=consequence_prose.grant_words,
        idle_words=consequence_prose.idle_words,
        why_listed=consequence_prose.why_listed,
        INFLOW_WORDS=INFLOW_WORDS,
        house_words=house_words,
        law_words=prose.law_words,
        beside_words=ending_prose.beside_words,
        ending_words=ending_prose.ending_words,
        exit_words=ending_prose.exit_words,
        solver_words=ending_prose.solver_words,
        story_share=ending_prose.story_share,
        count_word=count_word,
        day_range=day_range,
    )
    return made


def _finite(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a number on the page is not finite")
    return value


def _figures(findings: Findings, anchors: Anchors) -> dict[str, object]:
    ceiling = ceiling_of(findings.positions)
    return {
        "headlines": headlines_figure(findings) if findings.headlines and findings.scenario is None else None,
        "solved": solved_figure(findings),
        "positions": [
            (issue, position_figure(findings, anchors, issue, ceiling))
            for issue in findings.facts.issues
            if any(told.issue == issue.name for told in findings.positions)
        ],
        "deals": deals_figure(findings),
        "options": options_figure(findings) if _has_choices(findings) else None,
        "pairs": pairs_figure(findings) if _has_choices(findings) else None,
        "blocking": blocking_figure(findings) if findings.scenario is None else None,
        "stakes": stakes_figure(findings, anchors),
        "moves": moves_figure(findings),
        "price": price_figure(findings),
        "shortfalls": shortfalls_figure(findings) if findings.no_deal_share > 0.0 or not findings.scenario else None,
        "influences": influences_figure(findings, anchors),
        "council": council_figure(findings),
        "outlook_curve": findings.outlook
        and outlook_curve(findings.outlook, findings.as_of, findings.facts.deadline, findings.case),
        "outlook_steps": findings.outlook and outlook_steps(findings.outlook, findings.case),
        **_chain_figures(findings),
        "chambers": chamber_figures(findings),
        "paths": path_figures(findings),
        "worth": worth_figure(findings),
        "endings": endings_figure(findings),
        "flow": flow_figure(findings),
        "leavers": leavers_figure(findings),
        "threats": threats_figure(findings),
        "strain_sentences": sentences_figure(findings, anchors),
        "strain_steps": steps_figure(findings),
        "curves": curves_figure(findings),
        "replay": replay_figure(findings, anchors),
    }


def _chain_figures(findings: Findings) -> dict[str, object]:
    """Draw all packages side by side, and the first month by month."""
    told = findings.consequences
    if told is None or not told.packages:
        return {"package_changes": None, "letters": (), "courses": None}
    lettered = letters_of(told)
    letter, first = lettered[0]
    title = f"Month by month: package {letter}, and no deal"
    return {
        "package_changes": package_changes_figure(findings),
        "letters": lettered,
        "courses": courses_figure(findings, first, "courses", title),
    }


def _has_choices(findings: Findings) -> bool:
    """Say whether the map through options tells anything: not where it was left out, nor where nothing can pass."""
    is_hopeless = findings.scenario is not None and findings.no_deal_share == 1.0
    return bool(findings.acceptance_map.options) and not is_hopeless


def _quoted_from(findings: Findings) -> Callable[[str], Markup]:
    """Return what tells the attributes of words quoted from a report, by its name: a case may hold many languages."""
    spoken = {report.name: report.language or findings.facts.language for report in findings.reports}
    return lambda name: _quoted(spoken.get(name, findings.facts.language))


def _quoted(language: str) -> Markup:
    """Return the attributes of words quoted from a report: their language, and a direction of their own."""
    known = language_of(language)
    return Markup(f' lang="{known}" dir="auto"' if known else ' dir="auto"')  # noqa: S704 - known is letters and hyphens


def _command(findings: Findings) -> str:
    return shlex.join(
        [
            *("treves", "run", findings.case, "--as-of", findings.as_of.isoformat()),
            *(
                ()
                if findings.scenario
                else ("--draws", str(findings.draws), "--worlds", str(findings.worlds), "--seed", str(findings.seed))
            ),
        ]
    )


def _assumption_rows(findings: Findings) -> list[tuple[str, str, str, str]]:
    rows = []
    for name, told in findings.assumptions.items():
        ends = [told.get("low"), told.get("high")]
        spread = "" if None in ends else " to ".join(_plain_number(end) for end in ends)
        rows.append(
            (
                terms.assumption_words(name),
                _plain_number(told.get("value")),
                spread,
                str(told.get("source") or "assumption"),
            )
        )
    return rows


def _plain_number(value: object) -> str:
    told = f"{value:g}" if isinstance(value, int | float) else str(value)
    return told.replace("-", "−") if isinstance(value, int | float) else told

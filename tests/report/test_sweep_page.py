"""The page of a sweep says what was found, shows it in pictures and tables, and lets no text of a case act."""

import shutil
from datetime import date

import pytest

from treves.report.figures.sensitivity import sensitivity_figures
from treves.report.sweep_page import standfirst_of, sweep_html
from treves.study.frozen import Quantity
from treves.sweep.findings import Effect, InputFacts, Level, MeasureFacts, Spread, Sweep, Worth

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOSTILE = "<script>alert(1)</script>\u202e"


def quantity(value, half):
    return Quantity(value=value, low=value - half, high=value + half)


def inputs_of(*words):
    return tuple(
        InputFacts(
            key=f"x{k}", words=told, unit="", group="talks", kind="number", low=0, high=1, value=0.5, levels=None
        )
        for k, told in enumerate(words)
    )


def sweep_of(words, worths=(), effects=(), design="sobol"):
    return Sweep(
        version="1", case="geese", title=HOSTILE, as_of=date(1897, 6, 21), case_digest="0" * 64, design=design,
        size=64, design_seed=1, study_seed=1, draws=100, worlds=0, inputs=inputs_of(*words),
        measures=(MeasureFacts(name="fall", words="chance of a fall", unit="share"),), studies=256,
        failures=(), failed=0, worths=worths,
        spreads=(Spread(measure="fall", base=0.2, mean=0.3, low=0.1, high=0.5, missing=0),),
        effects=effects, best_packages={"goose_tax=half": 1.0}, method={"design": "a design"},
        caution=("Spans decide.",),
    )  # fmt: skip


def worth(key, first, total, half=0.05):
    return Worth(input=key, measure="fall", first=quantity(first, half), total=quantity(total, half))


def test_what_is_most_worth_finding_out_is_named_first_with_its_interval():
    """In words, and as the first row of the picture; what hardly matters is named, not drawn."""
    sweep = sweep_of(
        ("the goose", "the train", "the anthem"),
        (worth("x0", 0.1, 0.2), worth("x1", 0.6, 0.7), worth("x2", 0.001, 0.001, half=0.001)),
    )
    (words,) = standfirst_of(sweep)
    assert words.startswith("For the chance of a fall, find out first: the train.")
    assert "60\u00a0% (55–65\u00a0%)" in words
    assert "Then: the goose, 10\u00a0%" in words
    (figure,) = sensitivity_figures(sweep)
    assert [row.words for row in figure.picture.rows] == ["The train", "The goose"]
    assert figure.picture.idle == "Less than 1 %, alone and with others: the anthem."
    assert len(figure.table.rows) == len(figure.rows) == 3


def test_a_sweep_too_small_to_tell_says_so():
    """Where the interval of the largest share reaches zero, nothing is recommended."""
    (words,) = standfirst_of(
        sweep_of(("the goose", "the train"), (worth("x0", 0.2, 0.2, 0.3), worth("x1", 0.1, 0.1, 0.3)))
    )
    assert "too small to tell the unknowns apart" in words
    assert "find out first" not in words


def test_what_unknowns_do_together_is_told():
    """First-order shares that sum to a half leave a half to what they do together."""
    (words,) = standfirst_of(sweep_of(("the goose", "the train"), (worth("x0", 0.3, 0.8), worth("x1", 0.2, 0.7))))
    assert "About 50\u00a0% lies in what the unknowns do together." in words


@pytest.mark.parametrize(("correlation", "way"), [(0.7, "rises"), (-0.7, "falls")])
def test_main_effects_tell_which_way(correlation, way):
    """A grid has no indices: the page tells means and rank correlation, as such."""
    levels = tuple(
        Level(low=x, high=x, mean=quantity(0.3 + 0.1 * x * correlation, 0.01), studies=9) for x in (0.0, 1.0)
    )
    effect = Effect(input="x0", measure="fall", levels=levels, rank_correlation=quantity(correlation, 0.1))
    sweep = sweep_of(("the goose",), effects=(effect,), design="grid")
    assert f"The chance of a fall {way} most steadily with the goose" in standfirst_of(sweep)[0]
    page = sweep_html(sweep)
    assert "What moves the outcome?" in page
    assert "Neither shares out the variance" in page


def test_no_text_of_a_case_acts_on_the_page():
    """Markup and hidden marks in titles and words are shown as text; nothing is loaded."""
    page = sweep_html(sweep_of((HOSTILE,), (worth("x0", 0.5, 0.6),)))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    assert "default-src 'none'" in page


def test_a_sweep_in_which_nothing_changes_has_a_page():
    """No indices, no effects: told, no error."""
    page = sweep_html(sweep_of(("the goose",)))
    assert "Nothing that was measured changes over this sweep." in page


@pytest.mark.skipif(BROWSER is None, reason="no chromium here to look at the page with")
def test_the_page_is_whole_in_the_dark_and_on_a_phone(tmp_path):
    """No part runs off a narrow screen, and no rule of accessibility is broken."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    playwright = pytest.importorskip("playwright.sync_api")
    page_file = tmp_path / "sweep.html"
    page_file.write_text(
        sweep_html(sweep_of(("the goose", "the train"), (worth("x0", 0.3, 0.8), worth("x1", 0.2, 0.7))))
    )
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme="dark", bypass_csp=True)
        page = context.new_page()
        page.goto(page_file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        found = axe.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        browser.close()


def test_a_sweep_over_the_chain_is_answered_by_the_course_of_the_last_package():
    """Where neither deals nor talks vary, it must not be said that nothing does."""
    names = ("fall", "best_inflow", "mine_inflow", "mine_housing", "mine_cost")
    varied = tuple(
        Effect(
            input="x0", measure=name, rank_correlation=quantity(0.8, 0.1),
            levels=(Level(low=0, high=1, mean=quantity(1.0, 0.1), studies=9),),
        )
        for name in names[1:]
    )  # fmt: skip
    made = sweep_of(("the office",), effects=varied, design="lhs")
    made = made.model_copy(
        update={"measures": tuple(MeasureFacts(name=name, words=f"{name} told", unit="persons") for name in names)}
    )
    told = standfirst_of(made)
    assert [words.partition(" ")[0] for words in told] == ["Mine_inflow", "Mine_housing"]
    assert all("rises most steadily with the office" in words for words in told)

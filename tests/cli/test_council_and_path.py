"""``treves council`` and ``treves path`` on the reference case: the figures a reporter would ask for on 6 July 2023."""

import json

import pytest

from typed import typed


def run(*words, cwd):
    done = typed(*words, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done


def vote(*words, cwd):
    told = json.loads(run("council", "rutte4-asylum", *words, "--json", cwd=cwd).stdout)
    return told["council"]["ballots"][0]


@pytest.mark.parametrize(
    ("words", "why", "is_passed"),
    [
        (("--for", "VVD", "--for", "CDA"), "11 for, 8 against", True),
        (("--for", "VVD", "--abstain", "CDA"), "7 for, 8 against", False),
        (("--for", "VVD", "--for", "CDA", "--walk-out", "D66", "--walk-out", "CU"), "11 for, 0 against", True),
        (("--for", "VVD", "--walk-out", "D66", "--walk-out", "CDA"), "no quorum: 9 of 10 needed are present", False),
        (("--for", "VVD", "--for", "CDA", "--absent", "VVD=2", "--absent", "CDA=1"), "held over", False),
        (
            ("--for", "VVD", "--for", "CDA", "--absent", "VVD=2", "--absent", "CDA=1", "--urgent"),
            "the chair (VVD) decides",
            True,
        ),
    ],
)
def test_votes_as_asked(words, why, is_passed, tmp_path):
    """Absences, abstentions and walk-outs on the command line give the outcome of the written rule."""
    told = vote(*words, cwd=tmp_path)
    assert why in told["why"]
    assert told["is_passed"] is is_passed


def test_the_council_in_words(tmp_path):
    """Without a question: who carries a vote, who never counts, and the seats in both chambers."""
    told = " ".join(run("council", "rutte4-asylum", cwd=tmp_path).stdout.split())
    assert "VVD and CDA for: passes, 11 for, 8 against" in told
    assert "It falls if VVD or CDA votes against, abstains or walks out." in told
    assert "CU is never decisive." in told
    assert "without CU: 72 seats, 4 short" in told
    assert "the cabinet: 24 seats, 14 short" in told


def test_a_case_without_a_council_shows_its_decision_rule(tmp_path):
    """One large party and three small ones, any of which is enough for it: the apex game, 1/2 and 1/6 each.

    The table came with 81 seats and a quota of a little over half; Shapley-Shubik and Banzhaf agree in this game.
    """
    rows = "".join(f"{party},tax,{place},{seats},0.51\n" for party, place, seats in
                   (("A", 0, 34), ("B", 60, 24), ("C", 70, 15), ("D", 30, 8)))  # fmt: skip
    (tmp_path / "seats.csv").write_text("party,issue,position,seats,quota\n" + rows)
    run("import", "seats.csv", "--out", "seats", cwd=tmp_path)
    told = json.loads(run("council", "seats", "--json", cwd=tmp_path).stdout)
    assert told["council"] is None
    assert sorted(map(len, told["rule"]["sets"])) == [2, 2, 2, 3]
    for index in ("banzhaf", "shapley_shubik"):
        assert [row[index] for row in told["rule"]["power"]] == pytest.approx([1 / 2, 1 / 6, 1 / 6, 1 / 6])
    assert "A and D (42)" in " ".join(run("council", "seats", cwd=tmp_path).stdout.split())
    asked = typed("council", "seats", "--for", "A", cwd=tmp_path)
    assert asked.returncode == 2
    assert "has no council" in asked.stderr


def test_unanimity_gives_all_the_same_power(tmp_path):
    """Without a quota every actor of a table is a veto player; votes without a quota are told as such."""
    (tmp_path / "t.csv").write_text("party,issue,position,seats\nA,tax,0,34\nB,tax,60,24\n")
    done = run("import", "t.csv", "--out", "t", cwd=tmp_path)
    assert "votes but no quota" in done.stdout
    told = json.loads(run("council", "t", "--json", cwd=tmp_path).stdout)["rule"]
    assert told["sets"] == [["A", "B"]]
    assert [row["banzhaf"] for row in told["power"]] == [0.5, 0.5]


def test_nothing_passes_without_a_quorum(tmp_path):
    """When D66 and the CDA are gone there is nothing to list, and that is said."""
    told = run("council", "rutte4-asylum", "--walk-out", "D66", "--walk-out", "CDA", cwd=tmp_path).stdout
    assert "Nothing can pass as the council sits." in told


def test_the_path_of_the_draft_as_table_and_picture(tmp_path):
    """The draft by default: each option with its form and months, what it is worth in law, and a picture on request."""
    done = run("path", "rutte4-asylum", "--draws", "200", "--out", "path.svg", cwd=tmp_path)
    told = " ".join(done.stdout.split())
    assert "the draft on the table" in told
    assert "24 (18-36)" in told
    assert "once law has run its course" in told
    heads = next(line for line in done.stdout.splitlines() if "needs" in line and "at 12" in line)
    assert heads.rstrip().endswith("of 48")
    assert all(line.rstrip().endswith(")") for line in done.stdout.splitlines() if "statute" in line)
    assert (tmp_path / "path.svg").read_text("utf-8").startswith("<svg")


def test_a_quota_is_worth_less_over_a_short_horizon(tmp_path):
    """Of two years a quota of two hundred works for hardly any; of eight for a good part, as far as courts let it."""
    shares = []
    for horizon in ("24", "96"):
        words = ("--package", "status_system=two_statuses", "--package", "monthly_quota=quota_200")
        # a change needs a day on which it is decided
        words += ("--package", "timing=week_later", "--draws", "200", "--horizon", horizon, "--json")
        told = json.loads(run("path", "rutte4-asylum", *words, cwd=tmp_path).stdout)
        (quota,) = (one for one in told["measures"] if one["option"] == "quota_200")
        assert quota["in_force"][0]["p"] == 0.0
        shares.append(quota["in_force_share"])
    assert shares[0] < 0.1 < shares[1] < 0.4 + 0.1


def test_without_a_draft_a_package_is_asked_for(tmp_path):
    """A case whose draft is struck out asks for a package and shows how to write one."""
    run("new", "mine", cwd=tmp_path)
    sheet = tmp_path / "mine" / "case.yaml"
    head = sheet.read_text("utf-8").partition("draft:")
    kept = [line for line in head[2].splitlines()[1:] if not line.startswith(" ")]
    sheet.write_text("\n".join([head[0], *kept, ""]), encoding="utf-8")
    done = typed("path", "mine", cwd=tmp_path)
    assert done.returncode == 2
    assert "name a package: --package" in done.stderr

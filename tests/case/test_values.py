"""values.yaml: utilities given as numbers, checked against agenda and cabinet."""

from datetime import date

import pytest

from case.imports.test_genius import DOMAIN, PROFILE
from treves.case import load_case
from treves.case.imports.genius_case import import_genius
from treves.case.imports.imported import short_names, write_case
from treves.errors import CaseError


@pytest.fixture
def case(tmp_path):
    made = import_genius({"tea.xml": DOMAIN, "ann.xml": PROFILE, "bob.xml": PROFILE}, as_of=date(2020, 1, 2))
    return write_case(made, tmp_path / "tea")


def test_given_values_are_read(case):
    """Utilities, reservation values and discounts stand in the case as given."""
    loaded = load_case(case)
    ann, bob = loaded.given_values
    assert (ann.party, bob.party) == ("ann", "bob")
    assert ann.utilities["cake"]["plum"] == pytest.approx(0.75)
    assert ann.reservation == 0.4
    assert ann.discount == 0.8
    assert loaded.evidence == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("plum: 0.75", "plumm: 0.75", "issue 'cake' has no option 'plumm'"),
        ("plum: 0.75", "plum: much", "'much' is not a number"),
        ("      plum: 0.75\n", "", "no utility for 'plum'"),
        ("- party: bob", "- party: ann", "'ann' stands twice"),
        ("- party: bob", "- party: eve", "no party 'eve' at the table"),
        ("reservation: 0.4", "reservation: .inf", "is not a finite number"),
        ("discount: 0.8", "discount: 1.5", "discount 1.5 is out of range"),
        ("    cake:\n", "    pie:\n", "no issue 'pie' on the agenda"),
    ],
)
def test_faults_are_told_with_their_place(case, old, new, told):
    """File, line and column, what is wrong and what would be right."""
    file = case / "values.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    with pytest.raises(CaseError) as error:
        load_case(case)
    assert any(told in fault.what and fault.file == "values.yaml" and fault.line for fault in error.value.faults)


def test_statements_beside_given_values_are_refused(case):
    """Where utilities are given, statements have nothing to inform."""
    (case / "codebook.yaml").write_text("entries:\n- {name: tea, type: measure, description: tea}\n")
    (case / "reports").mkdir()
    head = "outlet: X\ndate: 2020-01-01\ntitle: T\n\n"
    (case / "reports" / "r.txt").write_text(head + "tea")
    row = f"s1,r,{len(head)},{len(head) + 3},tea,ann,party,ann,tea,+1,support,asserted,ann,self"
    header = (case / "statements.csv").read_text().strip().split(",")
    known = dict(
        zip(
            ["id", "doc", "start", "end", "text", "actor", "actor_type", "party", "about", "stance", "kind",
             "certainty", "source", "source_type"],
            row.split(","), strict=True,
        )
    )  # fmt: skip
    values = [known.get(name, "accepted" if name == "review" else "") for name in header]
    (case / "statements.csv").write_text(",".join(header) + "\n" + ",".join(values) + "\n")
    with pytest.raises(CaseError, match="statements have nothing to inform"):
        load_case(case)


def test_short_names_are_unique_and_printable():
    """Whatever the files call things, a case can hold it."""
    assert short_names(["a", "a", "\x00", "\n"]) == ["a", "a (2)", "unnamed", "unnamed (2)"]

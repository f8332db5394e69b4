"""The traps of the language, one sentence each, in an invented coalition."""

import pytest

from evidence.small_cases import read_sentence

CASES = [
    # sentence, actor, about, stance, kind, certainty
    ("De Liberale Unie zou een lagere maximumsnelheid te ver vinden gaan.", "Liberale Unie", "lower_speed", "-1", "evaluation", "hedged"),
    ("Een lagere maximumsnelheid zou dan het einde van het kabinet betekenen.", "journalist", "cabinet_falls", "conditional", "conditional", "asserted"),
    ("Drost zei dat zij een lagere maximumsnelheid zou steunen.", "Ellen Drost", "lower_speed", "+1", "support", "asserted"),
    ("De Landbouwpartij sluit gedwongen uitkoop uit.", "Landbouwpartij", "forced_buyout", "-1", "red_line", "asserted"),
    ("De Landbouwpartij sluit gedwongen uitkoop niet uit.", "Landbouwpartij", "forced_buyout", "+1", "accept", "possible"),
    ("Houtsma sluit niet uit dat het kabinet kan vallen.", "Marit Houtsma", "cabinet_falls", "+1", "prediction", "possible"),
    ("Een lagere maximumsnelheid wil de Landbouwpartij niet.", "Landbouwpartij", "lower_speed", "-1", "oppose", "asserted"),
    ("Gedwongen uitkoop wijst de Landbouwpartij af.", "Landbouwpartij", "forced_buyout", "-1", "oppose", "asserted"),
    ("De premier noemt gedwongen uitkoop onbespreekbaar.", "Ellen Drost", "forced_buyout", "-1", "red_line", "asserted"),
    ("‘Wij stemmen niet in met gedwongen uitkoop’, aldus Adema.", "Koen Adema", "forced_buyout", "-1", "oppose", "asserted"),
    ("De Liberale Unie steunt gedwongen uitkoop mits er extra geld voor jeugdzorg komt.", "Liberale Unie", "forced_buyout", "conditional", "conditional", "asserted"),
    ("Volgens kenners kan het kabinet vallen.", "kenners", "cabinet_falls", "+1", "prediction", "possible"),
    ("Het kabinet dreigt te vallen.", "journalist", "cabinet_falls", "+1", "prediction", "possible"),
    ("Houtsma ontkent dat het kabinet valt.", "Marit Houtsma", "cabinet_falls", "+1", "prediction", "denied"),
    ("Drost hoopt dat er snel een akkoord komt.", "Ellen Drost", "agreement_reached", "+1", "support", "asserted"),
    ("Drost verwacht dat er snel een akkoord komt.", "Ellen Drost", "agreement_reached", "+1", "prediction", "asserted"),
]  # fmt: skip

ENGLISH = [
    ("The Conservatives would back a price cap if Labour agreed.", "Conservatives", "price_cap", "conditional", "conditional", "asserted"),
    ("The Centre League will never accept conscription.", "Centre League", "conscription", "-1", "red_line", "asserted"),
    ("Lind denied that the government would fall.", "Tomas Lind", "government_falls", "+1", "prediction", "denied"),
    ("Labour reportedly opposes a price cap.", "Labour Alliance", "price_cap", "-1", "oppose", "hedged"),
    ("Sources inside the cabinet say the government may fall.", "sources inside the cabinet", "government_falls", "+1", "prediction", "possible"),
    ("The Conservatives have not ruled out conscription.", "Conservatives", "conscription", "+1", "accept", "possible"),
]  # fmt: skip


def check(found, actor, about, stance, kind, certainty):
    assert len(found) == 1
    s = found[0].statement
    assert (s.actor, s.about, s.stance, s.kind, s.certainty) == (actor, about, stance, kind, certainty)


@pytest.mark.parametrize("case", CASES, ids=[c[0][:40] for c in CASES])
def test_dutch_trap(case):
    """Hearsay and irrealis zou, double negation, fronted objects, parted verbs, threats, wishes, expectations."""
    check(read_sentence(case[0]), *case[1:])


@pytest.mark.parametrize("case", ENGLISH, ids=[c[0][:40] for c in ENGLISH])
def test_english_trap(case):
    """Conditions, never, denial, reportedly, sources, a negated exclusion."""
    check(read_sentence(case[0], "northmark", "en"), *case[1:])


def test_two_sides_make_one_statement_that_goes_so_far_and_no_further():
    """'Willen wel ..., maar niet zo ver als' is neither support nor opposition."""
    found = read_sentence(
        "De Liberale Unie en Groen Duinland willen wel een lagere maximumsnelheid, maar niet zo ver gaan als de Landbouwpartij."
    )
    assert {(f.statement.party, f.statement.stance, f.statement.kind) for f in found} == {
        ("LU", "conditional", "at_most"),
        ("GD", "conditional", "at_most"),
    }


def test_the_last_two_are_the_last_two_of_the_list():
    """An ordinal phrase picks from the enumeration before it, and the rule is named."""
    found = read_sentence(
        "Landbouwpartij, Liberale Unie en Groen Duinland praten door. De laatste twee hameren op extra geld voor jeugdzorg."
    )
    assert [f.statement.party for f in found] == ["LU", "GD"]
    assert {f.resolution for f in found} == {"the last 2 of the list"}


def test_the_party_is_the_party_spoken_of():
    """'De partij' points back over the sentence boundary."""
    found = read_sentence("Groen Duinland hamert op extra geld voor jeugdzorg. De partij wijst gedwongen uitkoop af.")
    assert [(f.statement.party, f.statement.about) for f in found] == [
        ("GD", "youth_care_money"),
        ("GD", "forced_buyout"),
    ]
    assert found[1].resolution == "the party = party last spoken of"


def test_collective_actors_are_expanded_and_none_turns_the_stance():
    """All, and none, of the parties are each of the parties."""
    yes = read_sentence("Alle drie de partijen zijn voorstander van extra geld voor jeugdzorg.")
    no = read_sentence("Geen van de drie partijen is voorstander van gedwongen uitkoop.")
    assert [(f.statement.party, f.statement.stance) for f in yes] == [("LP", "+1"), ("LU", "+1"), ("GD", "+1")]
    assert [(f.statement.party, f.statement.stance) for f in no] == [("LP", "-1"), ("LU", "-1"), ("GD", "-1")]


def test_a_threat_keeps_its_condition():
    """IF no agreement THEN we leave: the condition is a matter of the codebook, under NOT."""
    (found,) = read_sentence("De Landbouwpartij dreigt uit het kabinet te stappen als er vrijdag geen akkoord ligt.")
    assert found.statement.condition == "NOT agreement_reached"
    assert (found.statement.stance, found.statement.kind) == ("conditional", "red_line")


@pytest.mark.parametrize("name", ["Koen Adema", "Adema"])
@pytest.mark.parametrize(
    "office", ["Minister van Financiën", "Minister van Binnenlandse Zaken", "De minister voor Wonen"]
)
def test_a_field_of_office_is_no_part_of_the_name(office, name):
    """In 'minister van Wonen Samira Oudkerk' the name is Samira Oudkerk, whatever capitals the field has."""
    (found,) = read_sentence(f"{office} {name} eist een lagere maximumsnelheid.")
    assert (found.statement.actor, found.statement.party, found.statement.kind) == ("Koen Adema", "LU", "demand")


def test_parted_verbs_have_two_cue_spans_and_hedges_their_own():
    """Cue and hedge spans slice to the words that carry them."""
    text = "De Landbouwpartij zou gedwongen uitkoop niet steunen. Groen Duinland wijst gedwongen uitkoop af."
    hedged, parted = read_sentence(text)
    assert [text[a:b] for a, b in hedged.hedge_spans] == ["zou"]
    assert [text[a:b] for a, b in parted.cue_spans] == ["wijst", "af"]


def test_what_it_is_about_comes_from_the_codebook_alone():
    """The same sentence finds nothing under another case's codebook."""
    assert read_sentence("De Landbouwpartij wijst gedwongen uitkoop af.", "haverdam") == ()


def test_source_and_actor_are_kept_apart():
    """A third party who vouches for a position is its source, and it is only reported."""
    (found,) = read_sentence("Volgens ingewijden wil de Liberale Unie een lagere maximumsnelheid.")
    s = found.statement
    assert (s.party, s.source, s.source_type, s.certainty) == ("LU", "ingewijden", "anonymous", "reported")

"""The words the rules know, as data: one TOML file of structure words and one CSV file of cues per language."""

from treves.evidence.lexicon.cue import Act, Cue, load_cues
from treves.evidence.lexicon.words import LANGUAGES, Lexicon, load_lexicon

__all__ = ["LANGUAGES", "Act", "Cue", "Lexicon", "load_cues", "load_lexicon"]

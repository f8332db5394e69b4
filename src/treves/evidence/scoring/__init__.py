"""How well found statements agree with coded ones: pairing, measures, bootstrap intervals."""

from treves.evidence.scoring.pairing import Pairing, Row, pair_rows, row_of
from treves.evidence.scoring.score import Measure, Score, score_rows

__all__ = ["Measure", "Pairing", "Row", "Score", "pair_rows", "row_of", "score_rows"]

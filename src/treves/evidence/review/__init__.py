"""Review: what was found, looked at by a person; nothing decided is ever lost."""

from treves.evidence.review.edits import check_edit
from treves.evidence.review.effect import effect_of_rows
from treves.evidence.review.log import Decision, ReviewLog
from treves.evidence.review.merge import Merged, flag_changed, merge_imported, merge_statements
from treves.evidence.review.queue import Queue, order_by_certainty
from treves.evidence.review.settling import EDITABLE, settle, without_decisions
from treves.evidence.review.splits import check_split

__all__ = [
    "EDITABLE",
    "Decision",
    "Merged",
    "Queue",
    "ReviewLog",
    "check_edit",
    "check_split",
    "effect_of_rows",
    "flag_changed",
    "merge_imported",
    "merge_statements",
    "order_by_certainty",
    "settle",
    "without_decisions",
]

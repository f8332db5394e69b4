"""Review: what was found, looked at by a person; nothing decided is ever lost."""

from treves.evidence.review.log import Decision, ReviewLog
from treves.evidence.review.merge import Merged, merge_statements
from treves.evidence.review.queue import Queue, order_by_certainty

__all__ = ["Decision", "Merged", "Queue", "ReviewLog", "merge_statements", "order_by_certainty"]

"""What the server asks of a live study: a look at the case with some things moved, told part by part."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any, Literal, Protocol

__all__ = ["Engine", "Part", "Want"]

Want = Literal["deals", "talks", "chain"]


class Part(Protocol):
    """A part of a look, which can tell itself as JSON."""

    def model_dump_json(self) -> str:
        """Return the part as one line of JSON."""
        ...


class Engine(Protocol):
    """A study that answers while somebody moves its levers; safe to use from several threads."""

    def look(
        self,
        adjustments: Sequence[Any] = (),
        *,
        as_of: date | None = None,
        want: Collection[Want] = ("deals", "talks"),
        is_stale: Callable[[], bool] = ...,
    ) -> Iterator[Part]:
        """Yield the parts as they are ready; stop early once the look is stale."""
        ...

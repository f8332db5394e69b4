"""What a number of the chain is called where a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from treves.chain import ChainParameters, NamedQuantity

__all__ = ["chain_words"]

LISTS = {"groups", "tracks"}  # said by the label of the group or track itself


def chain_words(parameters: ChainParameters, told: NamedQuantity) -> str:
    """Tell where a number of the chain stands, with labels, stages and dates in place of places in a list.

    Parameters
    ----------
    parameters : ChainParameters
    told : NamedQuantity
        One of its numbers.

    Returns
    -------
    str
        ``inflow: Syria: grant share`` for ``inflow.groups[0].grant_share``.
    """
    words: list[str] = []
    value: Any = parameters
    for step in told.path:
        if isinstance(step, int):
            value = value[step]
            if words and words[-1] in LISTS:
                words.pop()
            words.append(_item_words(value, step))
            continue
        value = value[step] if isinstance(value, Mapping) else getattr(value, step)
        if step != "quantity":
            words.append(step.replace("_", " "))
    return ": ".join(words)


def _item_words(item: Any, k: int) -> str:
    if hasattr(item, "label"):
        return str(item.label)
    if hasattr(item, "from_on"):
        return f"from {item.from_on}"
    if hasattr(item, "stage"):
        return f"{item.stage} ({item.track})" if item.track else str(item.stage).replace("_", " ")
    return str(k + 1)

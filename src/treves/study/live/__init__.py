"""A study that follows a hand on a slider: quick answers first, their intervals as they come.

``parts`` (what is told, piece by piece), ``beliefs`` (draws in every world, made anew only where a change reaches),
``table`` (the packages: which, and who accepts them), ``talks`` (a small game, from the solution before the
change), ``look`` (all of it, in order).

The numbers are those of a full study with the same draws, but for the talks: their game has fewer candidate packages,
and says so.
"""

from treves.study.live.look import LiveStudy
from treves.study.live.parts import LiveChain, LiveDeal, LiveDeals, LivePart, LiveProbability, LiveTalks

__all__ = ["LiveChain", "LiveDeal", "LiveDeals", "LivePart", "LiveProbability", "LiveStudy", "LiveTalks"]

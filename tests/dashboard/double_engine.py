"""A stand-in for the live study: the shapes of its parts, with the numbers of a short run; it does not move levers."""

from __future__ import annotations

import time
from functools import cached_property

from pydantic import BaseModel, ConfigDict

import treves

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class DoublePart(BaseModel):
    model_config = ConfigDict(extra="allow")
    part: str
    is_final: bool
    milliseconds: float
    as_of: str


def three(p, low=None, high=None):
    return {"p": p, "low": low, "high": high}


class DoubleEngine:
    """Answers as ``LiveStudy`` does."""

    def __init__(self, case, *, pause_s=0.05):
        self.case, self.pause_s = case, pause_s
        self.begun = self.ended = self.broken_off = 0

    @cached_property
    def findings(self):
        return treves.run_study(
            self.case, draws=200, worlds=4, with_influences=False, with_moves=False, with_talks=False,
            with_consequences=False,
        ).model_dump(mode="json")  # fmt: skip

    def look(self, adjustments=(), *, as_of=None, want=("deals", "talks"), is_stale=lambda: False):
        self.begun += 1
        is_whole = False
        try:
            yield from self.parts(adjustments, as_of, want, is_stale)
            is_whole = not is_stale()
        finally:
            self.ended += is_whole
            self.broken_off += not is_whole

    def parts(self, adjustments, as_of, want, is_stale):
        start = time.perf_counter()
        for make in (self.deals, self.talks, self.talks, self.deals)[: 4 if "talks" in want else 1]:
            if is_stale():
                return
            is_final = (time.perf_counter() - start) > 1.5 * self.pause_s
            part = make(is_final=is_final)
            time.sleep(self.pause_s)
            spent = 1000 * (time.perf_counter() - start)
            yield DoublePart(
                milliseconds=spent, as_of=str(as_of or self.case.as_of), is_final=is_final, **part,
                adjustments=[str(one) for one in adjustments],
            )  # fmt: skip

    def deals(self, *, is_final):
        found = self.findings

        def p(told):
            return three(told["p"], told["low"] if is_final else None, told["high"] if is_final else None)

        exists = next(h["probability"] for h in found["headlines"] if h["name"] == "deal_exists")
        deals = [
            {
                "letter": LETTERS[i], "role": d["role"], "why_listed": d["why_listed"], "words": d["words"],
                "package": d["package"], "p": p(d["probability_all_accept"]),
                "base_p": d["probability_all_accept"]["p"], "blocked_by": d["blocked_by"], "obstacle": d["obstacle"],
                "accepts": {v["party"]: p(v["accepts"]) for v in d["parties"]},
            }
            for i, d in enumerate(found["deals"])
        ]  # fmt: skip
        return {
            "part": "deals", "exists": p(exists), "base_exists": exists["p"], "deals": deals,
            "blocking": found["blocking"], "positions": found["positions"], "stakes": found["stakes"],
            "acceptance_map": found["acceptance_map"],
        }  # fmt: skip

    def talks(self, *, is_final):
        ends = ("accord", "vote", "postponement", "fall")
        told = {end: three(0.25, 0.1 if is_final else None, 0.5 if is_final else None) for end in ends}
        return {
            "part": "talks", "worlds_done": 8 if is_final else 4, "worlds": 8, **told,
            "base": dict.fromkeys(ends, 0.25),
            "by_session": [
                {"session": s.name, "on": str(s.on), **{end: 0.25 / len(self.case.sessions) for end in ends}}
                for s in self.case.sessions
            ],
            "leavers": [{"party": p, "leaves": 0.1} for p in self.case.cabinet.party_names],
            "candidates": [{"letter": "A", "words": "the draft", "carried": 0.3}],
            "game": "a stand-in: no game was played", "missing": "",
        }  # fmt: skip

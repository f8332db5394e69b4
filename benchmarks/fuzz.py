"""Spoilt files for every format treves reads, for as long as one likes; what it raises that is no refusal is kept.

usage: uv run python benchmarks/fuzz.py [--minutes 30] [--seed 1] [--only "GENIUS profile"] [--out fuzz-found]

Formats take turns of a second. Each input is drawn from a number, so that it can be drawn again; one that fails is
written to --out beside its traceback, and the same fault (same place in the source) is written once. An input that
keeps the processor busy for longer than --hang seconds counts as a fault. The tests in tests/fuzz do the same on a few
inputs each. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType

sys.path[0] = str(Path(__file__).parents[1] / "tests")  # in place of this folder, where this file has the same name

from fuzz.mutation import mutate  # noqa: E402
from fuzz.targets import TARGETS, Target  # noqa: E402

TURN_SECONDS = 1.0


class HungError(Exception):
    """An input that took too long."""


def _hang(_signal: int, _frame: FrameType | None) -> None:
    raise HungError


def place_of(error: BaseException) -> str:
    """Return the innermost line of treves on the way to an error: two inputs that fail there fail alike."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "treves" in frame.filename.split("/")] or list(frames)
    return f"{type(error).__name__} at {Path(ours[-1].filename).name}:{ours[-1].lineno}"


def main() -> None:
    """Run for the time that is given and print a table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--minutes", type=float, default=30)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", default="")
    asked.add_argument("--hang", type=float, default=20, help="seconds of processor time")
    asked.add_argument("--out", type=Path, default=Path("fuzz-found"))
    given = asked.parse_args()
    targets = [target for target in TARGETS if given.only in target.name]
    signal.signal(signal.SIGVTALRM, _hang)
    inputs: Counter[str] = Counter()
    failed: Counter[tuple[str, str]] = Counter()
    slowest: dict[str, float] = {}
    until = time.monotonic() + 60 * given.minutes
    while time.monotonic() < until:
        for target in targets:
            turn = time.monotonic() + TURN_SECONDS
            while time.monotonic() < turn:
                number = inputs[target.name]
                _try(target, number, given, failed, slowest)
                inputs[target.name] += 1
    for target in targets:
        found = {place: count for (name, place), count in failed.items() if name == target.name}
        print(f"{target.name:38} {inputs[target.name]:8} inputs, slowest {slowest[target.name]:6.2f} s  {found or ''}")
    print(
        json.dumps(
            {"inputs": sum(inputs.values()), "faults": len(failed), "minutes": given.minutes, "seed": given.seed}
        )
    )


def _try(
    target: Target, number: int, given: argparse.Namespace, failed: Counter[tuple[str, str]], slowest: dict[str, float]
) -> None:
    source = random.Random(f"{given.seed} {target.name} {number}")
    seeds = target.seeds()
    content = mutate(source, source.choice(seeds)) if number >= len(seeds) else seeds[number]
    started = time.process_time()
    if number >= len(seeds):  # reading good files may compile, once
        signal.setitimer(signal.ITIMER_VIRTUAL, given.hang)
    try:
        target.read(content)
    except Exception as error:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        place = place_of(error)
        failed[target.name, place] += 1
        if failed[target.name, place] == 1:
            given.out.mkdir(parents=True, exist_ok=True)
            stem = f"{target.name.replace(' ', '-').replace(',', '')}-{number}"
            (given.out / f"{stem}.bin").write_bytes(content)
            (given.out / f"{stem}.txt").write_text(traceback.format_exc(), "utf-8", errors="backslashreplace")
            print(f"{target.name}: {place}: {str(error)[:150]!r}", flush=True)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    slowest[target.name] = max(slowest.get(target.name, 0.0), time.process_time() - started)


if __name__ == "__main__":
    main()

"""A process that forks writers and kills each at a random moment; started by test_killed.py, so that nothing else dies.

usage: python killed_writers.py FOLDER KILLS

Each writer rewrites every kind of file over and over, each time whole with the number of the turn in it, and says through a pipe
which turn is on disk. After each kill every file is read: it must be whole, and of a turn not before the last one that was
told. Prints one line of JSON.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import date
from pathlib import Path

from treves.evidence.intake.store import write_text_safely
from treves.evidence.review import Decision, ReviewLog
from treves.study import held_folder, write_text

PAD = "x" * 50_000
NAMES = ("findings.json", "report.html", "statements.csv")


def write_turn(folder: Path, turn: int) -> None:
    """Write every kind of file once."""
    text = f"{turn} {PAD} {turn}\n"
    write_text(folder / NAMES[0], text)
    write_text(folder / NAMES[1], text)
    write_text_safely(folder / NAMES[2], text)
    ReviewLog(folder / "review.jsonl").append(Decision(str(turn), "accept", "x", date(2023, 7, 6)))


def write_for_ever(folder: Path, turn: int, told: int) -> None:
    """Write turn after turn, and tell each turn that is on disk."""
    while True:
        turn += 1
        write_turn(folder, turn)
        os.write(told, turn.to_bytes(8, "big"))


def last_told(pipe: int, before: int) -> int:
    """Return the last turn a writer told, after its death."""
    words = b""
    while piece := os.read(pipe, 65536):
        words += piece
    whole = len(words) // 8 * 8
    return int.from_bytes(words[whole - 8 : whole], "big") if whole else before


def turn_of(text: str) -> int:
    """Return the turn of a whole file; a torn one ends the program."""
    first, pad, last = text.removesuffix("\n").split(" ")
    assert pad == PAD
    assert first == last
    assert text.endswith("\n")
    return int(first)


def main() -> None:
    folder, kills = Path(sys.argv[1]), int(sys.argv[2])
    moments = random.Random(6)
    started = time.monotonic()
    write_turn(folder, 1)
    longest = min(0.2, 3 * (time.monotonic() - started))  # seconds: some three turns on this disk
    turn, left = 1, 0
    for _ in range(kills):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            write_for_ever(folder, turn, writing)
        os.close(writing)
        time.sleep(moments.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        turn = last_told(reading, turn)
        os.close(reading)
        for name in NAMES:
            assert turn <= turn_of((folder / name).read_text("utf-8")) <= turn + 1, name
        decisions = [int(one.statement) for one in ReviewLog(folder / "review.jsonl").read()]
        assert set(range(1, turn + 1)) <= set(decisions), "a decision was lost"
        turn = max(decisions)
        left = len(list(folder.glob(".*.part")))
    with held_folder(folder, right=""):
        pass
    print(json.dumps({"kills": kills, "turns": turn, "left": left, "after": len(list(folder.glob(".*.part")))}))


if __name__ == "__main__":
    main()

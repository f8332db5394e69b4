"""How many reports a second the rules read: 1,000 reports of 400 words, two processes.

The reports are made of the sentences of the invented reports under tests/evidence, shuffled anew for each, so that no
two are the same. The last line is one JSON object.

usage: python benchmarks/read.py [REPORTS]
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "evidence"))

from small_cases import OWN_REPORTS, load_own_report, load_small_case

from treves.evidence.many import read_reports

WORDS = 400


def main() -> None:
    """Build the reports, read them, print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rng = np.random.default_rng(7)
    sources = [load_own_report(name) for name in OWN_REPORTS if name[0] in "dsh"]
    sentences = [s.strip() + "." for r in sources for s in r.body.replace("\n", " ").split(".") if len(s) > 20]
    reports = []
    for number in range(count):
        body: list[str] = []
        while sum(len(s.split()) for s in body) < WORDS:
            body.append(sentences[int(rng.integers(len(sentences)))])
        text = "\n\n".join(" ".join(body[i : i + 4]) for i in range(0, len(body), 4))
        reports.append(replace(sources[0], name=f"r{number:04d}", text=text, body_start=0))
    cabinet, codebook, words = load_small_case("duinland")
    workers = min(2, os.cpu_count() or 1)

    def tell(done: int, of: int) -> None:
        if done % 100 == 0:
            print(f"{done} of {of}", file=sys.stderr)

    started = time.perf_counter()
    found = read_reports(reports, cabinet, codebook, words, workers=workers, on_progress=tell)
    seconds = time.perf_counter() - started
    print(
        json.dumps(
            {
                "benchmark": "read",
                "reports": count,
                "words_per_report": WORDS,
                "workers": workers,
                "seconds": round(seconds, 2),
                "reports_per_second": round(count / seconds, 1),
                "statements": sum(map(len, found)),
            }
        )
    )


if __name__ == "__main__":
    main()

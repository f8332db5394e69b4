"""Learn the outcome mixture from a DEU III table, as the parameters that ship with treves were learned.

    uv run python examples/arregui_2022_outcome_mixture.py deu3.csv            # prints the parameters
    uv run python examples/arregui_2022_outcome_mixture.py deu3.csv --write    # writes them into the package's source

The data: Arregui, J., & Perarnaud, C. (2022). A new dataset on legislative decision-making in the European Union: the
DEU III dataset. Journal of European Public Policy 29, 12-22; doi 10.34810/data53. Get your own copy; nothing of it is
in treves but the eight numbers learned from it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from treves.bargaining.predict import PARAMETERS, estimate_outcome_mixture
from treves.bargaining.predict.fingerprints import issue_fingerprints
from treves.case.position_table import load_position_table

TARGET = Path(__file__).parents[1] / "src/treves/bargaining/predict/learned_on_deu3.py"


def main() -> None:
    """Learn, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    table = load_position_table(asked.table)
    rows = [int(row) for row in table.scored]
    mixture = estimate_outcome_mixture([table.issue(row) for row in rows], [table.proposals[row] for row in rows])
    print(f"{mixture.issues} issues of {mixture.proposals} proposals, ridge {mixture.ridge}")
    for name, value in zip(PARAMETERS, mixture.parameters, strict=True):
        print(f"  {name:24}{value:8.3f}")
    if asked.write:
        known = issue_fingerprints(table)
        TARGET.write_text(source(mixture, [known[row] for row in rows]), encoding="utf-8")
        print(f"written to {TARGET}")


def source(mixture, fingerprints) -> str:
    """Return the module that holds what was learned."""
    values = "\n".join(
        f"        {value:.4f},  # {name}" for name, value in zip(PARAMETERS, mixture.parameters, strict=True)
    )
    known = sorted(set(fingerprints))
    lines = "\n".join("    " + " ".join(f'"{word}",' for word in known[k : k + 8]) for k in range(0, len(known), 8))
    return f'''"""The outcome mixture as learned on two thirds of the DEU III proposals, and on which issues.

Written by ``examples/arregui_2022_outcome_mixture.py``. The numbers are ours; nothing of the data can be read back
from them.
"""

from __future__ import annotations

from treves.bargaining.predict.outcome_mixture import OutcomeMixture

__all__ = ["LEARNED_FROM", "LEARNED_ON_DEU3"]

LEARNED_ON_DEU3 = OutcomeMixture(
    parameters=(
{values}
    ),
    issues={mixture.issues},
    proposals={mixture.proposals},
    ridge={mixture.ridge},
    source="learned on a random two thirds of the proposals of DEU III (Arregui & Perarnaud 2022, doi 10.34810/data53)",
)

LEARNED_FROM = frozenset({{
{lines}
}})  # fmt: skip
"""Fingerprints of the issues learned from, see :mod:`treves.bargaining.predict.fingerprints`."""
'''


if __name__ == "__main__":
    main()

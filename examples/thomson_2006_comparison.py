"""The comparison of models on the DEU data: what was published, and what a table of your own gives.

    uv run python examples/thomson_2006_comparison.py deu3.csv

Thomson, R., Stokman, F. N., Achen, C. H., & König, T. (eds., 2006). The European Union Decides. Cambridge University
Press, found that bargaining models, the compromise first among them, predict outcomes better than models of
legislative procedure; Slapin (2014) and the answer to it (European Union Politics 15) argue about how far measurement
error makes it so. Printed here:
whether a table says the same, with intervals by proposal. Beside it stand figures measured on all 353 issues of DEU
III with a valid outcome.

The data are not part of treves: Arregui & Perarnaud (2022), doi 10.34810/data53.
"""

from __future__ import annotations

import sys
from pathlib import Path

from treves.case.position_table import load_position_table
from treves.study.bargaining_skill import score_bargaining

ON_ALL_353 = {
    "compromise": "23.1 mean absolute error (salience x GDP)",
    "positions, weighted": "18.1 crps",
    "challenge model": "15.1 median absolute error (best variant known)",
}
PROCEDURAL = ("pivotal voter", "Nash, reference point")


def main() -> None:
    """Score the table and say whether it agrees with what was published."""
    skill = score_bargaining(load_position_table(Path(sys.argv[1])))
    print(f"{skill.issues_with_outcome} issues in {skill.proposals} proposals\n")
    print(f"{'model':32}{'mean':>7}{'median':>8}{'crps':>7}   on all 353 issues")
    for model in sorted(skill.models, key=lambda model: model.mean_absolute_error):
        told = f"{model.mean_absolute_error:7.1f}{model.median_absolute_error:8.1f}{model.crps:7.1f}"
        print(f"{model.name:32}{told}   {ON_ALL_353.get(model.name, '')}")
    print()
    for gap in skill.gaps:
        if gap.first in PROCEDURAL and gap.second == "compromise" and gap.absolute_error_interval:
            low, high = gap.absolute_error_interval
            verdict = "as published" if low > 0 else "the other way" if high < 0 else "cannot be told"
            print(
                f"compromise ahead of {gap.first}: by {gap.absolute_error_gap:.1f} [{low:.1f}, {high:.1f}], {verdict}"
            )


if __name__ == "__main__":
    main()

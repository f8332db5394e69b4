"""Findings as data frames: the same tables that the store keeps, for whoever works in pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from treves.errors import TrevesError
from treves.study.findings import Findings

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frame_of"]

KIND_OF: dict[str, str] = {"VARCHAR": "object", "DOUBLE": "float64", "BIGINT": "Int64", "BOOLEAN": "boolean"}
"""Type of a column in SQL to that in pandas; whole numbers and truth values keep what is missing."""


def frame_of(findings: Findings, table: str = "deals") -> pd.DataFrame:
    """Return one table of the findings as a data frame.

    Parameters
    ----------
    findings : Findings
    table : str
        ``deals`` and ``party_views`` (one row per package, and per package and party), ``positions``, ``stakes``,
        ``statements``, ``influences`` (what each sentence moves), ``moves``, ``prices``, ``blocking``, ``endings``
        and ``sessions`` (how the talks end), ``consequence_differences`` (the chain), ``horizons`` (the outside
        view), ``assumptions``, and others: a name that there is none of is answered with all of them.

    Returns
    -------
    pandas.DataFrame
        A probability takes four columns: itself, ``_low``, ``_high`` (80 %) and ``_error`` (Monte Carlo). Days are
        ``datetime64``. Empty, with its columns, where the study found nothing of the kind.

    Raises
    ------
    TrevesError
        If there is no such table, or pandas is not installed (the extra ``frames``).

    Examples
    --------
    >>> import treves
    >>> findings = treves.run_study(treves.load_case("ruritania"), draws=100, worlds=2, with_strain=False)
    >>> treves.frame_of(findings, "stakes")[["party", "stake_low", "stake_high"]].shape
    (2, 3)
    """
    try:
        import pandas as pd  # noqa: PLC0415 - an extra, and slow to import

        from treves.study.tables import findings_tables  # noqa: PLC0415 - brings the store, which few need
    except ImportError as error:
        raise TrevesError("data frames need the extra frames; right would be: pip install 'treves[frames]'") from error
    tables = findings_tables(findings)
    if table not in tables:
        raise TrevesError(f"there is no table {table!r}; right would be one of {', '.join(sorted(tables))}")
    found = tables[table]
    columns: dict[str, Any] = {}
    for name, kind in found.types.items():
        values = list(found.columns[name])
        if kind == "DATE":
            columns[name] = pd.to_datetime(pd.Series(values, dtype="object"))
        else:
            columns[name] = pd.Series(values, dtype=KIND_OF.get(kind, "object"))
    return pd.DataFrame(columns)

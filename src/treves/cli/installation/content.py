"""What treves brings and what lies here: the packaged cases, and the store of this folder."""

from __future__ import annotations

from collections.abc import Iterator

from treves.cli.installation.finding import Finding

__all__ = ["packaged", "store"]


def packaged() -> Iterator[Finding]:
    """Read every packaged case and variant; each must be without a fault."""
    from treves.case import load_case, packaged_cases, packaged_variants
    from treves.errors import CaseError

    names = [name for case in packaged_cases() for name in (case, *packaged_variants(case))]
    for name in names:
        try:
            load_case(name)
        except CaseError as error:
            told = f"{len(error.faults)} faults, first: {error.faults[0]}"
            yield Finding(name, "missing", told, "the installation was changed or is damaged: install treves anew")
        else:
            yield Finding(name, "there", "no faults")
    if not names:
        yield Finding("cases", "missing", "none came with this installation", "install treves anew")


def store() -> Iterator[Finding]:
    """Look at the store of finished runs in this folder, where there is one."""
    return iter(())

from collections.abc import Callable
from typing import Any

import pytest

from report.invented import invented
from treves.case import load_case
from treves.study import run_study
from treves.study.findings import Findings


@pytest.fixture(scope="session", params=["invented", "ruritania", "rutte4-asylum"])
def findings(request: pytest.FixtureRequest, once: Callable[..., Any]) -> Findings:
    """Findings made by hand, and those of both packaged cases from few draws."""
    if request.param == "invented":
        return invented()
    return once(f"findings-{request.param}", lambda _: run_study(load_case(request.param), draws=200, worlds=3))

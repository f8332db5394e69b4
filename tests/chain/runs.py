"""One run with everything it wrote, for tests that look inside."""

from types import SimpleNamespace

import numpy as np

from treves.chain import NO_MEASURES
from treves.chain.kernel import run_weeks
from treves.chain.plan import changed
from treves.chain.scratch import Scratch, new_weekly
from treves.chain.simulate import make_setting, make_world


def run(parameters, measures=NO_MEASURES, *, weeks=104, seed=1, draw=0):
    """Run one package in one draw; returns weekly numbers, columns, people, tables and plan."""
    setting = make_setting(parameters, [measures], draws=draw + 1, weeks=weeks, seed=seed)
    world = make_world(setting, draw)
    plan = changed(world.baseline, measures.measures, setting.fates, draw, parameters)
    work = Scratch().work(world.people.rows, len(parameters.decisions.tracks), weeks)
    weekly = new_weekly(weeks, len(setting.months.first_days))
    assert run_weeks(world.people.rows, world.people.stocks, world.tables, plan, work, weekly, False)
    return SimpleNamespace(
        weekly=weekly,
        flows=weekly.flows.astype(np.int64),
        stocks=weekly.stocks,
        work=work,
        rows=world.people.rows,
        tables=world.tables,
        plan=plan,
        fates=setting.fates,
    )

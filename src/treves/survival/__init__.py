"""The outside view: how past cabinets ended, and what that says about one that sits now; it knows nothing of the talks.

``spell`` (a time in office, four senses of its end) -> ``coding`` (how it ended, by rule), ``terms``, ``freeze`` (as
known on a day), ``sample`` (arrays), ``periods``, ``record`` (a country's own past) -> ``hazards`` (ways to end, by
the day), ``incidence`` (summed to competing risks), ``kaplan_meier``, ``cox`` (peers) -> ``crises`` (healed or
fallen), ``clock``, ``states`` (calm, crisis, healed or fallen) -> ``forecast`` (one cabinet, ``drivers``),
``out_of_sample``, ``scores``, ``skill``.
"""

from treves.survival.band import Band
from treves.survival.clock import Clock, RecessRate, estimate_recess_rate
from treves.survival.coding import Coded, Dates, code_end
from treves.survival.crises import (
    Crisis,
    CrisisRates,
    crises_before,
    crises_of,
    estimate_crisis_rates,
    share_fallen,
)
from treves.survival.drivers import DRIVERS, Driver, find_drivers
from treves.survival.forecast import HORIZONS, PATH_DAYS, CurvePoint, Forecast, forecast_fall
from treves.survival.freeze import known_by
from treves.survival.hazards import Hazards, choose_prior_sd, estimate_hazards
from treves.survival.incidence import Incidence, aalen_johansen, incidence
from treves.survival.kaplan_meier import Curve, kaplan_meier
from treves.survival.record import Frailty, Past, estimate_frailty, own_record, past_of
from treves.survival.sample import COVARIATES, Sample, sample_of
from treves.survival.scores import brier, calibration, concordance, country_bootstrap, integrated_brier
from treves.survival.skill import Score, Skill, landmarks_of, measure_skill
from treves.survival.spell import CAUSES, DEFINITIONS, FALLS, Ends, Spell, SpellError
from treves.survival.states import Paths, simulate_states
from treves.survival.terms import COUNTRIES, FAMILY_PLACES, country_code, term_end

__all__ = [
    "CAUSES",
    "COUNTRIES",
    "COVARIATES",
    "DEFINITIONS",
    "DRIVERS",
    "FALLS",
    "FAMILY_PLACES",
    "HORIZONS",
    "PATH_DAYS",
    "Band",
    "Clock",
    "Coded",
    "Crisis",
    "CrisisRates",
    "Curve",
    "CurvePoint",
    "Dates",
    "Driver",
    "Ends",
    "Forecast",
    "Frailty",
    "Hazards",
    "Incidence",
    "Past",
    "Paths",
    "RecessRate",
    "Sample",
    "Score",
    "Skill",
    "Spell",
    "SpellError",
    "aalen_johansen",
    "brier",
    "calibration",
    "choose_prior_sd",
    "code_end",
    "concordance",
    "country_bootstrap",
    "country_code",
    "crises_before",
    "crises_of",
    "estimate_crisis_rates",
    "estimate_frailty",
    "estimate_hazards",
    "estimate_recess_rate",
    "find_drivers",
    "forecast_fall",
    "incidence",
    "integrated_brier",
    "kaplan_meier",
    "known_by",
    "landmarks_of",
    "measure_skill",
    "own_record",
    "past_of",
    "sample_of",
    "share_fallen",
    "simulate_states",
    "term_end",
]

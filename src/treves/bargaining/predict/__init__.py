"""What the literature predicts as the outcome on an issue, each model under the field's name.

One issue, arrays in, a point of the 0-100 scale out::

    compromise          mean of positions weighted by salience and power
    median_voter        the (weighted) median position
    pivotal_voter       whose vote completes a qualified majority against the reference point
    nash_bargaining     the Nash solution on a continuous scale, with a reference point or a costly failure

Several issues, or several rounds::

    exchange_model      trades of support between two actors on two issues, for equal gains
    externalities       what such a trade does to all others
    challenge_model     challenges and offers by expected utility, round after round
    spatial_model       the Spatial Model of Politics, in several dimensions; spatial_votes has its votes and chances

A probability for every point of the scale::

    outcome_mixture     probability on the positions that somebody holds, and a density between them; learned
    learned_on_deu3     what was learned on two thirds of the DEU III proposals
    cross_validation    learning from some proposals, forecasting the others
    forecast            such a forecast, and its continuous ranked probability score

``position_table`` holds a table of positions, ``weights`` what every one-issue model asks of its numbers. Axes are
``[issue, actor]``.
"""

from treves.bargaining.predict.challenge_model import ChallengeRounds, challenge_model
from treves.bargaining.predict.compromise import compromise
from treves.bargaining.predict.cross_validation import cross_validated_forecasts, folds_by_proposal
from treves.bargaining.predict.exchange_model import Exchange, Exchanged, exchange_model
from treves.bargaining.predict.externalities import Externalities, externalities
from treves.bargaining.predict.forecast import Forecast, crps, point_forecast
from treves.bargaining.predict.median_voter import median_voter
from treves.bargaining.predict.nash_bargaining import nash_bargaining
from treves.bargaining.predict.outcome_mixture import (
    PARAMETERS,
    OutcomeMixture,
    estimate_outcome_mixture,
    forecast_outcome,
)
from treves.bargaining.predict.pivotal_voter import pivotal_voter
from treves.bargaining.predict.position_table import IssuePositions, PositionTable
from treves.bargaining.predict.spatial_model import SpatialTurns, spatial_model
from treves.bargaining.predict.spatial_votes import SpatialRules

__all__ = [
    "PARAMETERS",
    "ChallengeRounds",
    "Exchange",
    "Exchanged",
    "Externalities",
    "Forecast",
    "IssuePositions",
    "OutcomeMixture",
    "PositionTable",
    "SpatialRules",
    "SpatialTurns",
    "challenge_model",
    "compromise",
    "cross_validated_forecasts",
    "crps",
    "estimate_outcome_mixture",
    "exchange_model",
    "externalities",
    "folds_by_proposal",
    "forecast_outcome",
    "median_voter",
    "nash_bargaining",
    "pivotal_voter",
    "point_forecast",
    "spatial_model",
]

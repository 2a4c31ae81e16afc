"""Which way walks are found for an edition: by the streets imported beside it, or by the straight line."""

from __future__ import annotations

import logging

from city120_edition.edition import Edition
from city120_edition.layers import STREETS, Street
from city120_wayfinding.streets.valhalla import Unusable, ValhallaStreets
from city120_wayfinding.streets.walks import StraightLine, Streets

_logger = logging.getLogger(__name__)


def imported_streets(edition: Edition) -> Streets:
    """The streets of the current import. Those that cannot be used here are refused, with the way out in the log; then walks are straight lines."""
    layer = edition.layer(STREETS)
    if layer is None or layer.tiles is None:
        return StraightLine()
    try:
        return ValhallaStreets(layer.tiles, {street.names["ko"]: street.names for street in layer.rows(Street)})
    except Unusable as error:
        _logger.error("streets refused", extra={"fields": {"reason": str(error)}})
        return StraightLine()

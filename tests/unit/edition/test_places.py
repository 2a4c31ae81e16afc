"""Places as imported layers: what a list does not say is not known."""

from __future__ import annotations

import msgspec
import pytest

from city120_edition.places import PLACE_LAYERS, StoredPlace

PLACE = StoredPlace(id="p", kind="pharmacy", names={"ko": "약국"}, lat=37.5, lon=127.0, categories=("night",), step_free=False)


def test_a_place_is_the_same_after_it_was_written_and_read() -> None:
    assert msgspec.json.decode(msgspec.json.encode(PLACE), type=StoredPlace) == PLACE


def test_what_nobody_says_is_told_from_what_somebody_denies() -> None:
    silent = msgspec.json.decode(b'{"id": "p", "kind": "pharmacy", "names": {}, "lat": 37.5, "lon": 127.0}', type=StoredPlace)
    assert (silent.step_free, silent.free, silent.opening_hours) == (None, None, "")
    assert PLACE.step_free is False


def test_a_place_without_a_point_cannot_be_read() -> None:
    with pytest.raises(msgspec.ValidationError, match="missing required field `lat`"):
        msgspec.json.decode(b'{"id": "p", "kind": "pharmacy", "names": {}}', type=StoredPlace)


def test_each_list_has_a_layer_of_its_own() -> None:
    assert len(set(PLACE_LAYERS)) == len(PLACE_LAYERS)

"""By what means somebody goes who was told a way, and what that costs."""

from __future__ import annotations

from typing import Any

import pytest

from city120_gateway.conversation.conversation import Earlier, RankedAffair
from city120_gateway.knowledge import BusLine, Knowledge
from city120_gateway.resolution import rides
from city120_gateway.resolution.answers import Mention, Place, Route, RouteLeg
from city120_gateway.resolution.buses import Buses, BusRide
from city120_gateway.resolution.decide import Kind
from tests.unit.gateway.samples import AT, answer, conversation, last_way, match, resolution

WAY, NIGHT = "transit.route", "transit.bus.night"
LEG = RouteLeg({}, {}, "05:30", "06:10", "05:30", "06:10", 2400, line="line.2")
DAY = Route({}, {}, (LEG,), departure=AT, arrival=AT, at=AT)
NIGHTLY = Route({}, {}, (LEG,), departure=AT.replace(day=25, hour=5), arrival=AT.replace(day=25, hour=6), at=AT.replace(day=25, hour=2))
BUSES = Buses(rides=(BusRide(BusLine("N75", (), "", ""), {}, {}),))


@pytest.mark.parametrize(
    ("told", "ride"),
    [
        ({"route": DAY}, "train"),
        ({"route": NIGHTLY, "buses": BUSES}, "night_bus"),
        ({"route": NIGHTLY}, "taxi"),
        ({"last_way": last_way(gone=False), "buses": BUSES}, "train"),
        ({"last_way": last_way(gone=True), "buses": BUSES}, "night_bus"),
        ({"last_way": last_way(gone=True)}, "taxi"),
        ({"answer": answer(), "buses": BUSES}, "night_bus"),
        ({"answer": answer()}, ""),
        ({"route": DAY, "answer": answer()}, ""),
    ],
)
def test_the_means_is_the_first_that_was_told(told: dict[str, Any], ride: str) -> None:
    assert rides.told(resolution(Kind.ANSWER, **told)) == ride


def priced(knowledge: Knowledge, text: str, language: str, ride: str, before: str = WAY, *mentions: Mention) -> str:
    """The entry that tells the price which a text asks for; empty for none."""
    earlier = Earlier("one", certain=True, answered=True, affairs=(RankedAffair(before, 1.0),), ride=ride)
    meant = rides.priced(conversation(text, language, earlier=earlier), match("water.bill.high"), mentions, knowledge)
    return meant.entries[0].id if meant is not None else ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("요금은요", "ko"),
        ("얼마예요?", "ko"),
        ("and how much is that", "en"),
        ("多少钱", "zh"),
        ("いくらですか", "ja"),
        ("bao nhiêu tiền", "vi"),
        ("Ямар үнэтэй вэ", "mn"),
    ],
)
def test_a_price_is_that_of_the_ride(knowledge: Knowledge, text: str, language: str) -> None:
    assert priced(knowledge, text, language, "train") == "transit.subway.fare.basic"
    assert priced(knowledge, text, language, "night_bus") == "transit.bus.night.after"
    assert priced(knowledge, text, language, "taxi") == "transit.taxi.fare.estimate"
    assert not priced(knowledge, text, language, "")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("택시로는요?", "ko"),
        ("how much by taxi?", "en"),
        ("打车呢", "zh"),
        ("タクシーだといくらくらい", "ja"),
        ("đi taxi thì sao", "vi"),
        ("таксигаар бол", "mn"),
    ],
)
def test_a_taxi_may_be_asked_for_instead(knowledge: Knowledge, text: str, language: str) -> None:
    assert priced(knowledge, text, language, "night_bus") == "transit.taxi.fare.estimate"
    assert priced(knowledge, text, language, "", "transit.airport") == "transit.taxi.fare.estimate"
    assert not priced(knowledge, text, language, "", "water.bill.high")


def test_after_a_way_the_price_of_a_taxi_is_asked_in_many_words(knowledge: Knowledge) -> None:
    for text, language in (
        ("and if I take a taxi, how much?", "en"),
        ("and by cab?", "en"),
        ("打的要多少钱", "zh"),
        ("计程车多少钱", "zh"),
        ("택시 타고 가면 돈 얼마 들어요", "ko"),
    ):
        assert priced(knowledge, text, language, "train") == "transit.taxi.fare.estimate"
    assert not priced(knowledge, "how much must the taxi driver pay me back", "en", "", "transit.taxi.lost")


def test_until_when_is_asked_of_a_night_bus(knowledge: Knowledge) -> None:
    assert priced(knowledge, "until what time?", "en", "night_bus") == "transit.bus.night.after"
    assert not priced(knowledge, "until what time?", "en", "train")


@pytest.mark.parametrize("text", ["버스는 얼마예요", "무임승차 벌금은 얼마예요", "상계역까지 얼마예요", "막차는 몇 시예요"])
def test_what_is_something_else_is_no_price_of_the_ride(knowledge: Knowledge, text: str) -> None:
    there = [Mention(0, "상계역", (Place("station:sanggye", "station"),))] if "상계역" in text else []
    assert not priced(knowledge, text, "ko", "train", WAY, *there)

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


@pytest.mark.parametrize(("text", "language"), [("那从明洞打车到水原大概多少钱?", "zh"), ("명동에서 수원까지 택시는 얼마나 나와요", "ko")])
def test_the_price_of_a_taxi_from_one_place_to_another_is_no_way(knowledge: Knowledge, text: str, language: str) -> None:
    names = ("明洞", "水原") if language == "zh" else ("명동", "수원")
    ends = [Mention(text.index(name), name, (Place(f"station:{name}", "station"),)) for name in names]
    assert priced(knowledge, text, language, "", "transit.subway.firstlast", *ends) == "transit.taxi.fare.estimate"
    assert not priced(knowledge, text, language, "", "transit.subway.firstlast", *ends[:1])


def test_until_when_is_asked_of_a_night_bus(knowledge: Knowledge) -> None:
    assert priced(knowledge, "until what time?", "en", "night_bus") == "transit.bus.night.after"
    assert not priced(knowledge, "until what time?", "en", "train")


@pytest.mark.parametrize("text", ["버스는 얼마예요", "무임승차 벌금은 얼마예요", "상계역까지 얼마예요", "막차는 몇 시예요"])
def test_what_is_something_else_is_no_price_of_the_ride(knowledge: Knowledge, text: str) -> None:
    there = [Mention(0, "상계역", (Place("station:sanggye", "station"),))] if "상계역" in text else []
    assert not priced(knowledge, text, "ko", "train", WAY, *there)


def instead(knowledge: Knowledge, text: str, language: str, before: str, **earlier: object) -> str:
    told = {"certain": True, "answered": True, "affairs": (RankedAffair(before, 1.0),)} | earlier
    return rides.other_means(conversation(text, language, earlier=Earlier("one", **told)), knowledge)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "language", "before", "meant"),
    [
        ("버스는요?", "ko", "transit.subway.fare", "transit.bus.fare"),
        ("and the bus?", "en", "transit.subway.fare", "transit.bus.fare"),
        ("公车呢", "zh", "transit.subway.fare", "transit.bus.fare"),
        ("バスは？", "ja", "transit.subway.fare", "transit.bus.fare"),
        ("còn tàu điện?", "vi", "transit.bus.fare", "transit.subway.fare"),
        ("автобус нь?", "mn", "transit.subway.fare", "transit.bus.fare"),
        ("택시면요?", "ko", "transit.subway.lost", "transit.taxi.lost"),
        ("and what if it was a taxi instead?", "en", "transit.subway.lost", "transit.taxi.lost"),
        ("要是出租车呢", "zh", "transit.subway.lost", "transit.taxi.lost"),
        ("タクシーだったら？", "ja", "transit.subway.lost", "transit.taxi.lost"),
        ("nếu là taxi thì sao", "vi", "transit.bus.lost", "transit.taxi.lost"),
        ("такси байсан бол?", "mn", "transit.subway.lost", "transit.taxi.lost"),
    ],
)
def test_behind_one_means_the_same_of_another_is_asked_for(knowledge: Knowledge, text: str, language: str, before: str, meant: str) -> None:
    assert instead(knowledge, text, language, before) == meant
    assert not instead(knowledge, text, language, meant), "it is the means that was told"
    assert not instead(knowledge, text, language, "water.bill.high")
    assert not instead(knowledge, text, language, before, certain=False)
    assert not priced(knowledge, text, language, "train", before)
    about = rides.by_other_means(match("water.bill.high"), meant, knowledge)
    assert (about.affairs[0].code, about.entries[0].affair) == (meant, meant)


@pytest.mark.parametrize(
    ("text", "language", "before"),
    [
        ("how late does the bus run?", "en", "transit.subway.fare"),
        ("버스에 우산 놓고 내렸는데 어떻게 찾아요?", "ko", "transit.subway.fare"),
        ("택시비는 얼마예요", "ko", "transit.subway.lost"),
        ("버스는요?", "ko", "transit.subway.firstlast"),
        ("버스나 택시는요?", "ko", "transit.subway.lost"),
        ("그럼 카드는요?", "ko", "transit.subway.fare"),
    ],
)
def test_what_says_more_than_another_means_is_read_as_it_stands(knowledge: Knowledge, text: str, language: str, before: str) -> None:
    assert not instead(knowledge, text, language, before)

"""From a conversation to its resolution, with the other services played by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from cryptography.fernet import Fernet

from city120_edition import rows
from city120_errors import InvalidArgument
from city120_gateway.channels.registry import render
from city120_gateway.conversation.choices import Choices, Option
from city120_gateway.conversation.continuation import Continuations
from city120_gateway.conversation.conversation import Conversation, Earlier, RankedAffair, RankedEntry
from city120_gateway.conversation.hints import AreaHint, DeviceHint, Point, WordsHint
from city120_gateway.knowledge import BusLine, Knowledge
from city120_gateway.resolution.answers import (
    Departures,
    Entry,
    EntryText,
    LastWay,
    Location,
    Match,
    MatchDecision,
    Mention,
    NearBorder,
    NoWay,
    Outcome,
    Place,
    Role,
    Route,
    RouteLeg,
    Ruling,
    StandIn,
)
from city120_gateway.resolution.decide import Kind, Reason
from city120_gateway.resolution.nearby import NOT_LOADED, Nearby, NearbySearch
from city120_gateway.resolution.other_services import Case, Degraded, Stop, Trip, Way
from city120_gateway.resolution.resolution import Resolution
from city120_gateway.resolution.resolve import resolve
from city120_gateway.words.caller_words import BUS, LAST, Manner
from tests.unit.gateway.samples import AT, conversation, departures, entry, last_way, match, nearby_place, ruling, train

ROAD, GAS, HOME, TRAINS = "road.pothole", "util.gas.move", "waste.bulky", "transit.subway.firstlast"
MAPO = Place("area:11440", "district", district_code="11440")
SUYU = Place("station:suyu", "station", district_code="11305", point=Point(37.638, 127.0257))


@dataclass
class Played:
    """What the services answer, and what they were asked."""

    matched: Match | None = None
    named: Sequence[Mention] = ()
    places: Mapping[str, Sequence[Place]] = field(default_factory=dict)
    ruled: Callable[[Case], Ruling | None] = lambda case: ruling(body="district.11440", district="11440")
    located: Location | None = None
    trains: Callable[[Stop], Departures | None] = lambda stop: None
    way: LastWay | NoWay | None = None
    last: LastWay | NoWay | None = None
    around: Nearby | None = None
    led: Route | None = None
    entries: Mapping[str, Entry] = field(default_factory=dict)
    degraded: list[Degraded] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)

    def weaken(self, part: str, reason: str, effect: str) -> None:
        self.degraded.append(Degraded(part, reason, effect))

    async def match(self, text: str, language: str, as_of: dt.date) -> Match | None:
        self.asked.append(("match", text, language))
        return self.matched

    async def mentions(self, text: str, language: str) -> Sequence[Mention]:
        self.asked.append(("mentions", text, language))
        return self.named

    async def geocode(self, name: str) -> Sequence[Place]:
        self.asked.append(("geocode", name))
        return self.places.get(name, ())

    async def rule(self, case: Case) -> Ruling | None:
        self.asked.append(case)
        return self.ruled(case)

    async def locate(self, point: Point, as_of: dt.date) -> Location | None:
        self.asked.append(("locate", point))
        return self.located

    async def departures(self, stop: Stop) -> Departures | None:
        self.asked.append(stop)
        return self.trains(stop)

    async def last_way(self, trip: Trip) -> LastWay | NoWay | None:
        self.asked.append(trip)
        return self.way if trip.first or self.last is None else self.last

    async def route(self, way: Way) -> Route | None:
        self.asked.append(way)
        return self.led

    async def nearby(self, search: NearbySearch) -> Nearby | None:
        self.asked.append(search)
        return self.around

    async def entry(self, entry_id: str) -> Entry | None:
        self.asked.append(("entry", entry_id))
        return self.entries.get(entry_id)

    async def districts_entry(self, entry_id: str, district: str, as_of: dt.date) -> Entry | None:
        self.asked.append(("entry", entry_id, district))
        return self.entries.get(f"{district}/{entry_id}")

    @property
    def cases(self) -> list[Case]:
        return [asked for asked in self.asked if isinstance(asked, Case)]


async def resolved(knowledge: Knowledge, said: Conversation, services: Played) -> Resolution:
    return await resolve(said, knowledge, services, Continuations(Fernet.generate_key().decode()))


def mention(*candidates: Place, start: int = 0, surface: str = "마포구") -> Mention:
    return Mention(start, surface, candidates)


async def test_a_body_that_must_act_is_named_with_the_answer_about_it(knowledge: Knowledge) -> None:
    about = match(ROAD, entries=(RankedEntry("road.pothole.how", ROAD),))
    services = Played(about, [mention(MAPO)], entries={"road.pothole.how": entry(ROAD)})
    outcome = await resolved(knowledge, conversation("마포구 도로가 파였어요"), services)
    assert (outcome.kind, outcome.reason, outcome.degraded, outcome.also) == (Kind.DEPARTMENT, Reason.BODY_MUST_ACT, (), ())
    assert outcome.responsibility is not None
    assert outcome.answer is not None
    assert [case.area for case in services.cases] == ["11440"]


async def test_a_detail_of_what_was_answered_is_told_of_it_whatever_faq_makes_of_the_reply(knowledge: Knowledge) -> None:
    passport, where = "passport.apply", "passport.apply.where"
    before = Earlier(certain=True, answered=True, affairs=(RankedAffair(passport, 0.99),), entries=(RankedEntry("passport.apply.lost", passport),))
    said = conversation("수수료는 얼마예요?", heard=frozenset({"fee"}), earlier=before)
    known = replace(knowledge, city_entries={passport: (where,)})
    outcome = await resolved(known, said, Played(match("transit.subway.fare"), entries={where: replace(entry(passport), id=where)}))
    assert outcome.about is not None
    assert (outcome.about.code, outcome.answer and outcome.answer.entry_id, outcome.untold) == (passport, where, ())


@pytest.mark.parametrize(
    ("best", "again", "affair", "texts"),
    [
        (GAS, ROAD, ROAD, ["표는 어디서 사요?", "{label} 표는 어디서 사요?"]),
        (GAS, HOME, GAS, ["표는 어디서 사요?", "{label} 표는 어디서 사요?"]),
        (ROAD, "", ROAD, ["표는 어디서 사요?"]),
    ],
)
async def test_a_short_text_that_tells_nothing_sure_is_read_with_the_name_of_what_was_answered(
    knowledge: Knowledge, best: str, again: str, affair: str, texts: list[str]
) -> None:
    services = Played(match(best, decision=MatchDecision.ASK))
    alone = services.match

    async def beside(text: str, language: str, as_of: dt.date) -> Match | None:
        asked = await alone(text, language, as_of)
        return match(again) if text.startswith(knowledge.affairs[ROAD].labels["ko"]) else asked

    services.match = beside  # type: ignore[method-assign]
    before = Earlier(certain=True, answered=True, affairs=(RankedAffair(ROAD, 0.99),))
    outcome = await resolved(knowledge, conversation("표는 어디서 사요?", earlier=before), services)
    assert outcome.about is not None
    assert outcome.about.code == affair
    label = knowledge.affairs[ROAD].labels["ko"]
    assert [asked[1] for asked in services.asked if isinstance(asked, tuple) and asked[0] == "match"] == [text.format(label=label) for text in texts]


async def test_the_district_s_entries_take_the_place_of_both_that_are_told(knowledge: Knowledge) -> None:
    renew, where = "passport.apply.lost", "passport.apply.where"
    affair = next(code for code, row in knowledge.affairs.items() if row.tier == "district" and row.answer_kind == "department")
    names = {name: replace(entry(affair, text=text), id=name) for name, text in ((renew, "하나."), (f"11440/{renew}", "구."), (where, "둘."))}
    played = replace(knowledge, city_entries={affair: (renew, where)}, details={where: ("fee",)})
    services = Played(match(affair, entries=(RankedEntry(renew, affair),)), [mention(MAPO)], entries=names)
    outcome = await resolved(played, conversation("마포구 얼마예요", heard=frozenset({"fee"})), services)
    assert outcome.answer is not None
    assert outcome.answer.text == "구. 둘."


async def test_a_choice_asks_neither_what_it_is_about_nor_where(knowledge: Knowledge) -> None:
    services = Played()
    outcome = await resolved(knowledge, conversation("", choices=Choices(affair=ROAD, area="11440")), services)
    assert (outcome.kind, [case.area for case in services.asked]) == (Kind.DEPARTMENT, ["11440"])


@pytest.mark.parametrize(
    ("around", "told"),
    [(Nearby((nearby_place(),)), ""), (Nearby(empty="none_open"), "health.nightpharm.find"), (None, "health.nightpharm.now")],
)
async def test_with_places_to_go_to_no_entry_asks_where_one_is(knowledge: Knowledge, around: Nearby | None, told: str) -> None:
    pharmacy, names = "health.nightpharm", ("health.nightpharm.now", "health.nightpharm.find")
    about = match(pharmacy, entries=(RankedEntry(names[0], pharmacy),))
    station = Place("station:itaewon", "station", {"ko": "이태원"}, "11170", Point(37.5345, 126.9946), 100.0)
    services = Played(about, [mention(station, surface="이태원")], around=around, entries={name: replace(entry(pharmacy), id=name) for name in names})
    outcome = await resolved(knowledge, conversation("이태원 약국"), services)
    assert outcome.kind is (Kind.PLACES if around else Kind.ANSWER)
    assert (outcome.answer.entry_id if outcome.answer else "") == told
    assert [asked.point for asked in services.asked if isinstance(asked, NearbySearch)] == [station.point]


async def test_words_of_a_hint_are_looked_up(knowledge: Knowledge) -> None:
    services = Played(match(ROAD), places={"마포": [MAPO]})
    await resolved(knowledge, conversation("도로", place=WordsHint("마포")), services)
    assert [case.area for case in services.cases] == ["11440"]


@pytest.mark.parametrize("decision", [MatchDecision.REFUSE, MatchDecision.ASK, MatchDecision.HAND_OVER])
async def test_for_what_may_not_be_stated_nothing_is_looked_up(knowledge: Knowledge, decision: MatchDecision) -> None:
    services = Played(match(ROAD, GAS, decision=decision), [mention(MAPO)])
    outcome = await resolved(knowledge, conversation("마포구 도로"), services)
    assert services.cases == []
    assert outcome.kind is {MatchDecision.REFUSE: Kind.OUT_OF_SCOPE, MatchDecision.ASK: Kind.CLARIFY}.get(decision, Kind.HANDOFF)


async def test_what_a_city_elsewhere_decides_is_not_asked_of_this_one(knowledge: Knowledge) -> None:
    services = Played(match(ROAD), [mention(Place("outside:26", "outside"), surface="부산")])
    outcome = await resolved(knowledge, conversation("부산 도로"), services)
    assert (services.cases, outcome.kind, outcome.reason) == ([], Kind.HANDOFF, Reason.OUTSIDE)


async def test_likely_affairs_of_one_body_at_a_known_place_need_no_question(knowledge: Knowledge) -> None:
    likely = match(ROAD, GAS, decision=MatchDecision.ASK, jointly_certain=True)
    services = Played(likely, [mention(MAPO)])
    outcome = await resolved(knowledge, conversation("마포구 도로"), services)
    assert (outcome.kind, outcome.confidence) == (Kind.DEPARTMENT, 1.35)
    assert [case.affair for case in services.cases] == [ROAD, GAS]
    assert ("affair", f"{ROAD} {GAS}") in [(reason.kind, reason.ref) for reason in outcome.evidence]


@pytest.mark.parametrize(
    "ruled",
    [
        lambda case: ruling(body=case.affair),
        lambda case: ruling(body="district.11440") if case.affair == ROAD else None,
        lambda case: ruling(body="district.11440", border_decides=True),
        lambda case: ruling(Outcome.SHARED, "", "a", "b"),
    ],
    ids=["two bodies", "one is missing", "at a border", "shared"],
)
async def test_likely_affairs_without_one_body_are_asked_about(knowledge: Knowledge, ruled: Callable[[Case], Ruling | None]) -> None:
    likely = match(ROAD, GAS, decision=MatchDecision.ASK, jointly_certain=True)
    outcome = await resolved(knowledge, conversation("마포구 도로"), Played(likely, [mention(MAPO)], ruled=ruled))
    assert (outcome.kind, outcome.responsibility) == (Kind.CLARIFY, None)


@pytest.mark.parametrize(
    ("said", "body"),
    [("11305", "district.11305"), ("11320", "district.11320"), ("11440", ""), ("", "")],
    ids=["its own side", "the other side", "a district far away", "none"],
)
async def test_who_names_a_district_is_not_asked_on_which_side_of_its_border(knowledge: Knowledge, said: str, body: str) -> None:
    """Suyu Station, near the border of Gangbuk-gu and Dobong-gu."""
    at_border = ruling(
        body="district.11305",
        border_decides=True,
        location=Location(district="11305", near_border=NearBorder("11320", "", 40.0)),
    )
    district = [mention(Place(f"area:{said}", "district", district_code=said))] if said else []
    services = Played(
        match(ROAD),
        [*district, mention(SUYU, start=5, surface="수유역")],
        ruled=lambda case: ruling(body=f"district.{case.area}", district=case.area) if case.area else at_border,
    )
    outcome = await resolved(knowledge, conversation("강북구 수유역 앞 도로"), services)
    assert (outcome.responsibility.body.id if outcome.responsibility is not None else "") == body
    assert (outcome.clarification is None) is bool(body)


async def test_with_a_ruling_for_some_of_the_places_only_no_body_is_stated(knowledge: Knowledge) -> None:
    places = [replace(MAPO, ref=f"area:{code}", district_code=code) for code in ("11440", "11650")]
    services = Played(match(ROAD), [mention(*places)], ruled=lambda case: ruling(body="district.11440") if case.area == "11440" else None)
    outcome = await resolved(knowledge, conversation("도로"), services)
    assert (outcome.kind, outcome.responsibility) == (Kind.HANDOFF, None)


async def test_a_device_s_point_is_only_located_for_an_affair_of_residence(knowledge: Knowledge) -> None:
    here = DeviceHint(Point(37.5663, 126.9779))
    lacking = Played(match(HOME), located=Location(district="11140"), ruled=lambda case: ruling(Outcome.NEEDS_PLACE, missing=("district",)))
    outcome = await resolved(knowledge, conversation("소파", place=here), lacking)
    assert ("locate", here.point) in lacking.asked
    assert outcome.clarification is not None
    assert (outcome.clarification.missing, outcome.clarification.options[0].choices) == ("place", Choices(area="11140"))
    site = Played(match(ROAD))
    await resolved(knowledge, conversation("도로", place=here), site)
    assert ("locate", here.point) not in site.asked
    assert site.cases[0].point == here.point


async def test_where_no_list_is_loaded_the_district_s_entry_tells_what_else_helps(knowledge: Knowledge) -> None:
    clinic, find = "health.childnight", "health.childnight.find"
    own = replace(entry(clinic, text="마포구에서는 여기입니다."), publisher="11440")
    entries = {find: replace(entry(clinic), id=find), f"11440/{find}": own}
    services = Played(match(clinic, entries=(RankedEntry(find, clinic),)), [mention(MAPO)], around=Nearby(empty=NOT_LOADED), entries=entries)
    outcome = await resolved(knowledge, conversation("마포구 밤에 여는 소아과"), services)
    assert outcome.answer is not None
    assert (outcome.answer.publisher, outcome.answer.text) == ("11440", "마포구에서는 여기입니다.")


async def test_the_district_s_own_entry_takes_the_place_of_the_city_s(knowledge: Knowledge) -> None:
    about = match(HOME, entries=(RankedEntry("waste.bulky.how", HOME),))
    own = replace(entry(HOME, text="우리 구는 다릅니다."), publisher="11440")
    services = Played(about, [mention(MAPO)], entries={"waste.bulky.how": entry(HOME), "11440/waste.bulky.how": own})
    outcome = await resolved(knowledge, conversation("마포구 소파"), services)
    assert outcome.answer is not None
    assert (outcome.answer.publisher, outcome.answer.text) == ("11440", "우리 구는 다릅니다.")
    city = Played(about, [mention(MAPO)], entries={"waste.bulky.how": entry(HOME)})
    answered = (await resolved(knowledge, conversation("마포구 소파"), city)).answer
    assert answered is not None
    assert answered.publisher == "city"


async def test_what_is_suggested_to_who_names_a_district_is_its_own_entry(knowledge: Knowledge) -> None:
    clinic, find = "health.childnight", "health.childnight.find"
    own = replace(entry(clinic, text="마포구에서는 여기입니다."), publisher="11440")
    entries = {find: replace(entry(clinic), id=find), f"11440/{find}": own}
    about = match(clinic, "health.holidayclinic", decision=MatchDecision.ASK, entries=(RankedEntry(find, clinic),))
    outcome = await resolved(knowledge, conversation("마포구 밤에 여는 소아과"), Played(about, [mention(MAPO)], entries=entries))
    assert outcome.clarification is not None
    assert outcome.clarification.suggestion is not None
    assert outcome.clarification.suggestion.publisher == "11440"
    nowhere = await resolved(knowledge, conversation("밤에 여는 소아과"), Played(about, entries=entries))
    assert nowhere.clarification is not None
    assert nowhere.clarification.suggestion is not None
    assert nowhere.clarification.suggestion.publisher == "city"


async def test_trains_are_asked_for_who_asks_for_trains(knowledge: Knowledge) -> None:
    services = Played(match(TRAINS), [mention(SUYU, surface="수유역")], trains=lambda stop: departures(train("23:10")))
    outcome = await resolved(knowledge, conversation("수유역 막차"), services)
    assert (outcome.kind, outcome.departures) == (Kind.DEPARTURES, departures(train("23:10")))
    other = Played(match(ROAD), [mention(SUYU, surface="수유역")])
    await resolved(knowledge, conversation("수유역 도로"), other)
    assert [asked for asked in other.asked if isinstance(asked, Stop)] == []


@pytest.mark.parametrize(("choices", "lines"), [(Choices(), ["line.9", ""]), (Choices(line="line.9"), ["line.9"])])
async def test_a_line_that_does_not_stop_there_is_left_out_unless_it_was_chosen(knowledge: Knowledge, choices: Choices, lines: list[str]) -> None:
    def trains(stop: Stop) -> Departures | None:
        if stop.line:
            raise InvalidArgument("does not stop", field="fill.line", fix="another")
        return departures(train("23:10"))

    named = [mention(SUYU, surface="수유역"), mention(Place("asset:line.9", "line"), surface="9호선")]
    services = Played(match(TRAINS), named, trains=trains)
    said = conversation("수유역 9호선 막차", choices=choices)
    if choices:
        with pytest.raises(InvalidArgument):
            await resolved(knowledge, said, services)
    else:
        assert (await resolved(knowledge, said, services)).kind is Kind.DEPARTURES
    assert [asked.line for asked in services.asked if isinstance(asked, Stop)] == lines


@pytest.mark.parametrize("timed", [False, True])
async def test_a_line_without_times_needs_no_station(knowledge: Knowledge, *, timed: bool) -> None:
    line = mention(Place("asset:line.incheon1", "line"), surface="인천1호선")
    known = departures(*[train("23:10")][: int(timed)], incomplete_lines=("line.incheon1",))
    services = Played(match(TRAINS), [line], trains=lambda stop: known)
    outcome = await resolved(knowledge, conversation("인천1호선 막차", heard=frozenset({LAST})), services)
    assert outcome.kind is (Kind.CLARIFY if timed else Kind.DEPARTURES)


async def test_two_questions_are_looked_up_each_at_its_place(knowledge: Knowledge) -> None:
    text = "마포구 도로가 파였어요. 서초구 소파는요?"
    nowon = Place("area:11650", "district", district_code="11650")
    about = match(ROAD, also=match(HOME, start=14, end=len(text)))
    services = Played(about, [mention(MAPO), mention(nowon, start=14, surface="서초구")])
    outcome = await resolved(knowledge, conversation(text), services)
    assert [(case.affair, case.area) for case in services.cases] == [(ROAD, "11440"), (HOME, "11650")]
    assert [second.kind for second in outcome.also] == [Kind.DEPARTMENT]


async def test_bus_lines_that_answer_both_questions_are_told_once(knowledge: Knowledge) -> None:
    text, night = "강남역에서 노원역까지 심야버스 있나요, 막차 버스는 몇 시예요?", "transit.bus.night"
    stops = tuple(knowledge.stops[f"station:{name}"] for name in ("gangnam", "nowon"))
    known = replace(knowledge, bus_lines=dict.fromkeys((night, TRAINS), (BusLine("N13", stops, "list", "2017"),)))
    places = [Place("", "station", stop.names, stop.district, Point(stop.latitude, stop.longitude)) for stop in stops]
    ends = [
        Mention(text.index(name), name, (replace(place, ref=f"station:{ref}"),))
        for name, ref, place in zip(("강남역", "노원역"), ("gangnam", "nowon"), places, strict=True)
    ]
    services = Played(match(night, also=match(TRAINS, start=text.index("막차"), end=len(text))), ends)
    outcome = await resolved(known, conversation(text, heard=frozenset({BUS, LAST})), services)
    assert [outcome.buses is not None, *(second.buses is not None for second in outcome.also)] == [True, False]


async def test_a_reply_that_only_names_a_place_goes_on_with_what_was_asked(knowledge: Knowledge) -> None:
    before = Earlier(edition_id=knowledge.edition.id, certain=True, affairs=match(ROAD).affairs)
    services = Played(match(GAS), [mention(MAPO)])
    outcome = await resolved(knowledge, conversation("마포구요", turn=1, earlier=before), services)
    assert [case.affair for case in services.cases] == [ROAD]
    assert (outcome.kind, outcome.degraded) == (Kind.DEPARTMENT, ())


async def test_a_place_alone_is_not_refused_whatever_faq_makes_of_it(knowledge: Knowledge) -> None:
    text = "마사 8787 2465"
    services = Played(
        match(decision=MatchDecision.REFUSE), [mention(Place("point:37.3,129.6", "grid_number", point=Point(37.3, 129.6)), surface=text)]
    )
    assert (await resolved(knowledge, conversation(text), services)).kind is Kind.CLARIFY
    poem = Played(match(decision=MatchDecision.REFUSE), [mention(SUYU, surface="수유역")])
    assert (await resolved(knowledge, conversation("수유역에 대한 시를 길게 한 편 써 주세요"), poem)).kind is Kind.OUT_OF_SCOPE


async def test_who_asks_about_a_thing_that_the_answer_named_asks_on(knowledge: Knowledge) -> None:
    told = "culture.tour.palace"
    palace = Place("place:palace", "palace", district_code="11110")
    texts = {told: {"ko": rows.EntryText(question="?", answer="경복궁은 화요일에 쉽니다. 창덕궁은 월요일에 쉽니다.")}}
    known = replace(knowledge, texts={**knowledge.texts, **texts}, city_entries={**knowledge.city_entries, ROAD: (told,)})
    earlier = Earlier(edition_id=knowledge.edition.id, certain=True, answered=True, affairs=match(ROAD).affairs, told=(told, "ko"))
    answers = Entry(told, {"ko": EntryText("경복궁은 화요일에 쉽니다. 창덕궁은 월요일에 쉽니다.")})
    services = Played(match(ROAD), [mention(palace, surface="창덕궁")], entries={told: answers})
    outcome = await resolved(known, conversation("창덕궁도 같나요?", earlier=earlier), services)
    assert outcome.answer is not None
    assert outcome.answer.text == "창덕궁은 월요일에 쉽니다."
    elsewhere = Played(match(ROAD), [mention(MAPO)], entries={told: answers})
    assert (await resolved(known, conversation("마포구도 같나요?", earlier=earlier), elsewhere)).told_before


async def test_who_says_where_instead_of_choosing_is_asked_once_more(knowledge: Knowledge) -> None:
    offered = tuple(Option(str(number), code, Choices(affair=code)) for number, code in enumerate((ROAD, GAS), start=1))
    ranked = tuple(RankedAffair(code, 0.3, offered=True) for code in (ROAD, GAS))
    earlier = Earlier(edition_id=knowledge.edition.id, affairs=ranked, options=offered)
    services = Played(match(HOME), [mention(MAPO)], ruled=lambda case: None)
    reply = conversation("마포구 골목이에요", earlier=earlier, turn=1)
    again = await resolved(knowledge, reply, services)
    assert (again.kind, again.reason) == (Kind.CLARIFY, Reason.FACT_MISSING)
    assert again.clarification is not None
    assert [option.choices.affair for option in again.clarification.options] == [ROAD, GAS]
    third = await resolved(knowledge, replace(reply, turn=2), services)
    assert third.kind is Kind.HANDOFF
    chosen = await resolved(knowledge, reply, replace(services, matched=match(ROAD)))
    assert chosen.affairs[0].code == ROAD, "what is offered may be chosen by saying it"
    assert chosen.kind is not Kind.CLARIFY
    asks = await resolved(knowledge, replace(reply, text="마포구 골목인가요?"), services)
    assert asks.affairs[0].code == HOME, "a question is another"


@pytest.mark.parametrize(("heard", "at"), [(frozenset(), AT), (frozenset({"hours"}), AT + dt.timedelta(days=1))])
async def test_a_body_that_must_act_is_looked_for_now_unless_its_hours_are_asked_for(
    knowledge: Knowledge, heard: frozenset[str], at: dt.datetime
) -> None:
    services = Played(match(ROAD), [mention(MAPO)])
    told = conversation("내일 다녀야 하는데 길이 파였어요", day_word="내일", asked_at=AT, heard=heard)
    said = replace(told, at=AT + dt.timedelta(days=1))
    assert (await resolved(knowledge, said, services)).at == at


@pytest.mark.parametrize(("text", "urgent"), [("마포구 네 살이에요", False), ("마포구 불났어요", True), ("마포구 건물이 무너지고 있어요", True)])
async def test_a_place_alone_in_reply_is_no_call_for_help_unless_its_words_are(knowledge: Knowledge, text: str, urgent: bool) -> None:
    fire = match(ROAD, decision=MatchDecision.HAND_OVER, emergencies=frozenset({knowledge.emergencies.rules[0].id}))
    reply = conversation(text, earlier=Earlier(edition_id=knowledge.edition.id))
    outcome = await resolved(knowledge, reply, Played(fire, [mention(MAPO)]))
    assert (outcome.kind is Kind.EMERGENCY) is urgent
    # Who begins so has said all there is.
    assert (await resolved(knowledge, conversation(text), Played(fire, [mention(MAPO)]))).kind is Kind.EMERGENCY


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        ("마포구인데 집에 가고 싶어요", False),
        ("I want to go home, I'm in 마포구 now", False),
        ("he is following me in 마포구, I want to go home", True),
        ("마포구에서 누가 때려요 집에 가고 싶어요", True),
    ],
)
async def test_who_wants_to_get_home_from_a_place_calls_for_no_help_unless_the_words_do(knowledge: Knowledge, text: str, urgent: bool) -> None:
    alarm = match(ROAD, decision=MatchDecision.HAND_OVER, emergencies=frozenset({knowledge.emergencies.rules[0].id}))
    said = conversation(text, heard=knowledge.caller_words.heard(text))
    named = Mention(text.index("마포구"), "마포구", (MAPO,), Role.SITE, "I'm in" if "I'm in" in text else "")
    assert ((await resolved(knowledge, said, Played(alarm, [named]))).kind is Kind.EMERGENCY) is urgent


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        ("계단을 못 올라가요", False),
        ("I am in a wheelchair", False),
        ("휠체어인데 불났어요", True),
        ("지금 새벽 두 시인데 강남에서 집에 어떻게 가요", False),
        ("불났어요 어떻게 가요", True),
    ],
)
async def test_who_asks_for_the_way_or_one_without_stairs_calls_for_no_help_unless_the_words_do(
    knowledge: Knowledge, text: str, urgent: bool
) -> None:
    alarm = match(ROAD, decision=MatchDecision.HAND_OVER, emergencies=frozenset({knowledge.emergencies.rules[0].id}))
    heard = knowledge.caller_words.heard(text)
    assert ((await resolved(knowledge, conversation(text, heard=heard), Played(alarm))).kind is Kind.EMERGENCY) is urgent
    assert (await resolved(knowledge, conversation(text), Played(alarm))).kind is Kind.EMERGENCY


async def test_a_conversation_of_another_edition_goes_on_and_says_so(knowledge: Knowledge) -> None:
    before = Earlier(edition_id="0" * 12, certain=True, affairs=match(ROAD).affairs)
    outcome = await resolved(knowledge, conversation("", turn=1, place=AreaHint("11440"), earlier=before), Played())
    assert outcome.kind is Kind.DEPARTMENT
    assert outcome.degraded == (Degraded("gateway", "EDITION_MISMATCH", "the conversation began in edition 000000000000"),)


async def test_who_names_where_a_journey_ends_is_told_the_last_way_there(knowledge: Knowledge) -> None:
    suyu, sadang = (Place(f"station:{slug}", "station") for slug in ("suyu", "sadang"))
    named = [Mention(0, "수유", (suyu,), Role.ORIGIN), Mention(5, "사당", (sadang,), Role.DESTINATION)]
    services = Played(match("transit.subway.firstlast"), named, trains=lambda stop: departures(train("23:53")), way=last_way())
    outcome = await resolved(knowledge, conversation("수유에서 사당까지 막차"), services)
    assert (outcome.kind, outcome.last_way) == (Kind.DEPARTURES, last_way())
    assert [asked for asked in services.asked if isinstance(asked, Trip)] == [Trip("station:suyu", "station:sadang", outcome.at)]
    assert "last_way" in [reason.kind for reason in outcome.evidence]


BUSAN = Place("outside:26", "outside")


@pytest.mark.parametrize(
    ("without_the_name", "kind", "reason"),
    [
        (MatchDecision.STATE, Kind.HANDOFF, Reason.OUTSIDE),
        (MatchDecision.HAND_OVER, Kind.HANDOFF, Reason.OUTSIDE),
        (MatchDecision.REFUSE, Kind.OUT_OF_SCOPE, Reason.NO_PUBLIC_BUSINESS),
    ],
)
async def test_what_is_refused_for_its_place_is_another_city_s_business(
    knowledge: Knowledge, without_the_name: MatchDecision, kind: Kind, reason: Reason
) -> None:
    class Elsewhere(Played):
        async def match(self, text: str, language: str, as_of: dt.date) -> Match | None:
            self.asked.append(("match", text))
            return match(ROAD, decision=MatchDecision.REFUSE if "부산" in text else without_the_name)

    services = Elsewhere(named=[Mention(0, "부산", (BUSAN,))])
    outcome = await resolved(knowledge, conversation("부산 도로가 파였어요"), services)
    assert (outcome.kind, outcome.reason, services.cases) == (kind, reason, [])
    assert [asked[1].strip() for asked in services.asked if asked[0] == "match"] == ["부산 도로가 파였어요", "도로가 파였어요"]


async def test_a_station_that_no_train_reaches_without_a_change_leaves_the_trains_that_the_way_begins_with(knowledge: Knowledge) -> None:
    suyu, sadang = (Place(f"station:{slug}", "station") for slug in ("suyu", "sadang"))
    named = [Mention(0, "수유", (suyu,), Role.ORIGIN), Mention(5, "사당", (sadang,), Role.DESTINATION)]
    way = last_way(rides=(replace(last_way().rides[0], direction="up"),))
    services = Played(match(TRAINS), named, way=way)
    services.trains = lambda stop: departures() if stop.towards else departures(train("23:53"), train("23:59", direction="down"))
    outcome = await resolved(knowledge, conversation("수유에서 사당까지 막차"), services)
    assert [asked.towards for asked in services.asked if isinstance(asked, Stop)] == ["station:sadang", ""]
    assert outcome.departures is not None
    assert [train.direction for train in outcome.departures.departures] == ["up"]


async def test_a_direction_that_no_train_has_is_left_out_unless_it_was_chosen(knowledge: Knowledge) -> None:
    services = Played(match(TRAINS), [mention(SUYU, surface="수유역")])
    services.trains = lambda stop: departures() if stop.direction else departures(train("23:53"))
    heard = conversation("수유역 내선 막차", heard=frozenset({"inner"}))
    assert (await resolved(knowledge, heard, services)).departures == departures(train("23:53"))
    chosen = await resolved(knowledge, conversation("수유역 막차", choices=Choices(direction="inner")), services)
    assert chosen.departures == departures()


async def test_a_greeting_is_returned_without_asking_anybody(knowledge: Knowledge) -> None:
    services = Played()
    outcome = await resolved(knowledge, conversation("안녕하세요", manner=Manner.GREETING), services)
    assert (outcome.kind, services.asked, outcome.affairs) == (Kind.ANSWER, [], ())


@pytest.mark.parametrize("exact", [True, False])
async def test_a_first_way_that_is_worked_out_gives_way_to_the_first_trains(knowledge: Knowledge, exact: bool) -> None:
    suyu, sadang = (Place(f"station:{slug}", "station") for slug in ("suyu", "sadang"))
    named = [Mention(0, "수유", (suyu,), Role.ORIGIN), Mention(5, "사당", (sadang,), Role.DESTINATION)]
    trains = departures(train("23:53", time="05:30"), first=True, towards=sadang)
    services = Played(match(TRAINS), named, trains=lambda stop: trains, way=last_way(first=True, exact=exact))
    outcome = await resolved(knowledge, conversation("수유에서 사당까지 첫차", heard=frozenset({"first_train"})), services)
    assert (outcome.kind, outcome.departures, outcome.last_way is not None) == (Kind.DEPARTURES, trains, exact)


UNKNOWN = NoWay({"ko": "수유"}, {"ko": "인천공항1터미널"})
AIRPORT = Place("station:incheon-intl-airport-terminal-1", "station")


@pytest.mark.parametrize(
    ("heard", "last", "towards", "gets_there"),
    [
        ("last_train", None, None, False),
        ("first_train", UNKNOWN, None, False),
        ("first_train", last_way(), None, True),
        ("last_train", None, AIRPORT, True),
    ],
    ids=["no last train", "no first and no last train", "only when one arrives is not known", "a train that goes there"],
)
async def test_beside_trains_that_do_not_get_there_somebody_finds_out(
    knowledge: Knowledge, heard: str, last: LastWay | NoWay | None, towards: Place | None, gets_there: bool
) -> None:
    named = [Mention(0, "수유", (SUYU,), Role.ORIGIN), Mention(5, "인천공항", (AIRPORT,), Role.DESTINATION)]
    trains = departures(train("23:53"), towards=towards)
    entries = {"transit.airport.bus": entry("transit.airport")}
    services = Played(match(TRAINS), named, trains=lambda stop: trains, way=UNKNOWN, last=last, entries=entries)
    outcome = await resolved(knowledge, conversation("수유에서 인천공항", heard=frozenset({heard})), services)
    assert (outcome.kind, outcome.departures is not None, outcome.no_way is None) == (Kind.DEPARTURES, True, gets_there)
    assert (outcome.handoff is None, outcome.answer is None) == (gets_there, gets_there)


async def test_of_a_first_journey_with_changes_the_trains_it_begins_with_are_told_and_its_goal(knowledge: Knowledge) -> None:
    named = [Mention(0, "수유", (SUYU,), Role.ORIGIN), Mention(5, "인천공항", (AIRPORT,), Role.DESTINATION)]
    others = (train("23:40", direction="another"), train("23:50", line="line.7"))
    trains = departures(train("23:53"), *others, first=True, incomplete_lines=("line.4", "line.7", "line.arex"))
    ride = replace(last_way().rides[0], direction="up")
    services = Played(match(TRAINS), named, trains=lambda stop: trains, way=UNKNOWN, last=last_way(rides=(ride,)))
    outcome = await resolved(knowledge, conversation("수유에서 인천공항 첫차", heard=frozenset({"first_train"})), services)
    assert outcome.departures is not None
    assert outcome.departures.departures == trains.departures[:1]
    # The other line has a timetable; of the last nobody here knows one.
    assert outcome.departures.incomplete_lines == ("line.4", "line.arex")
    assert outcome.departures.bound == ride.destination
    straight = Played(match(TRAINS), named, trains=lambda stop: replace(trains, towards=AIRPORT), way=UNKNOWN, last=last_way())
    outcome = await resolved(knowledge, conversation("수유에서 인천공항 첫차", heard=frozenset({"first_train"})), straight)
    assert outcome.departures is not None
    assert not outcome.departures.bound


async def test_of_one_that_is_worked_out_it_is_told_when_one_is_there_at_the_latest(knowledge: Knowledge) -> None:
    named = [Mention(0, "수유", (SUYU,), Role.ORIGIN), Mention(5, "인천공항", (AIRPORT,), Role.DESTINATION)]
    way = last_way(first=True, exact=False)
    services = Played(match(TRAINS), named, trains=lambda stop: departures(train("23:53"), first=True), way=way)
    outcome = await resolved(knowledge, conversation("수유에서 인천공항 첫차", heard=frozenset({"first_train"})), services)
    assert outcome.departures is not None
    assert (outcome.departures.bound, outcome.departures.by) == (way.rides[0].destination, ("23:58", "00:38"))


@pytest.mark.parametrize("way", [last_way(gone=True), last_way(tight=True), last_way()], ids=["gone", "tight", "in time"])
async def test_where_the_last_way_may_be_missed_the_first_trains_of_the_next_day_are_looked_up(knowledge: Knowledge, way: LastWay) -> None:
    named = [Mention(0, "수유", (SUYU,), Role.ORIGIN), Mention(5, "강남", (GANGNAM,), Role.DESTINATION)]
    services = Played(match(TRAINS), named, trains=lambda stop: departures(train("23:53"), first=stop.first), way=way)
    outcome = await resolved(knowledge, conversation("수유에서 강남 막차"), services)
    assert outcome.last_way is not None
    assert (outcome.last_way.next_first is not None) is way.may_be_missed
    following = [stop for stop in services.asked if isinstance(stop, Stop) and stop.first]
    assert [(stop.station, stop.line, stop.at) for stop in following] == (
        [("station:suyu", "line.4", outcome.at.replace(hour=4, minute=0) + dt.timedelta(days=1))] if way.may_be_missed else []
    )


async def test_a_place_that_is_no_station_has_the_nearest_one(knowledge: Knowledge) -> None:
    stadium = Place("place:stadium", "landmark", {"ko": "야구장"}, point=Point(37.51, 127.07))
    named = [Mention(0, "야구장", (stadium,), Role.SITE), Mention(5, "수유", (SUYU,), Role.DESTINATION)]
    near = nearby_place(ref="station:sports", kind="station", distance_m=290.0)
    services = Played(match(TRAINS), named, trains=lambda stop: departures(train("23:53")), way=last_way(), around=Nearby((near,)))
    outcome = await resolved(knowledge, conversation("야구장에서 수유 막차"), services)
    assert [asked for asked in services.asked if isinstance(asked, Trip)] == [Trip("station:sports", "station:suyu", outcome.at)]
    assert (outcome.last_way, [station.ref for station in outcome.near_stations]) == (last_way(), ["station:sports"])


GANGNAM = Place("station:gangnam", "station")
LED = Route({"ko": "수유"}, {"ko": "강남"}, (RouteLeg({}, {}, "21:40", "22:00", "21:40", "22:00", 1200),))


async def test_who_asks_for_the_way_is_told_it_and_no_entry(knowledge: Knowledge) -> None:
    named = [Mention(0, "수유역", (SUYU,), Role.ORIGIN), Mention(5, "강남역", (GANGNAM,), Role.DESTINATION)]
    entries = {"transit.route.general": entry("transit.route")}
    about = match("transit.route", entries=(RankedEntry("transit.route.general", "transit.route"),))
    services = Played(about, named, led=LED, entries=entries)
    outcome = await resolved(knowledge, conversation("수유역에서 강남역까지 어떻게 가요"), services)
    assert (outcome.kind, outcome.route, outcome.answer, outcome.handoff) == (Kind.DIRECTIONS, LED, None, None)
    assert [(way.origin, way.destination) for way in services.asked if isinstance(way, Way)] == [("station:suyu", "station:gangnam")]
    assert outcome.evidence[-1].kind == "route"


@pytest.mark.parametrize("estimate_s", [0, 3600])
async def test_beside_a_way_without_times_the_entry_of_a_line_at_its_end_is_told(knowledge: Knowledge, estimate_s: int) -> None:
    named = [Mention(0, "수유", (SUYU,), Role.ORIGIN), Mention(5, "인천공항", (AIRPORT,), Role.DESTINATION)]
    entries = {"transit.airport.bus": entry("transit.airport")}
    services = Played(match("transit.route"), named, led=replace(LED, estimate_s=estimate_s), entries=entries)
    outcome = await resolved(knowledge, conversation("수유에서 인천공항까지 어떻게 가요"), services)
    assert (outcome.route is not None, outcome.answer is not None, outcome.handoff) == (True, estimate_s > 0, None)


@pytest.mark.parametrize("begins", [True, False])
async def test_a_site_is_an_end_by_its_own_point_and_called_as_the_caller_does(knowledge: Knowledge, begins: bool) -> None:
    eunma = Place("area:1168010600", "legal_dong", {"ko": "대치동"}, "11680", Point(37.4977, 127.0651), address="은마")
    site, station = Mention(0, "은마아파트", (eunma,)), Mention(8, "수유역", (SUYU,))
    roles = (Role.ORIGIN, Role.DESTINATION) if begins else (Role.DESTINATION, Role.ORIGIN)
    services = Played(match("transit.route"), [replace(site, role=roles[0]), replace(station, role=roles[1])], led=LED)
    outcome = await resolved(knowledge, conversation("은마아파트, 수유역 어떻게 가요"), services)
    (way,) = [way for way in services.asked if isinstance(way, Way)]
    assert (way.origin if begins else way.destination) == "site:1168010600/은마"
    assert outcome.route is not None
    leg, called = outcome.route.legs[0], {"ko": "은마아파트"}
    assert ((outcome.route.origin, leg.origin) if begins else (outcome.route.destination, leg.destination)) == (called, called)
    assert outcome.stand_ins == ()


async def test_the_middle_of_an_area_that_is_an_end_is_told_as_that(knowledge: Knowledge) -> None:
    district = Place("area:11290", "district", {"ko": "성북구"}, "11290")
    named = [Mention(0, "성북구", (district,), Role.ORIGIN), Mention(6, "수유역", (SUYU,), Role.DESTINATION)]
    outcome = await resolved(knowledge, conversation("성북구에서 수유역까지 어떻게 가요"), Played(match("transit.route"), named, led=LED))
    assert outcome.stand_ins == (StandIn({"ko": "성북구"}),)


async def test_where_no_way_is_known_somebody_looks_for_it(knowledge: Knowledge) -> None:
    named = [Mention(0, "수유역", (SUYU,), Role.ORIGIN), Mention(5, "강남역", (GANGNAM,), Role.DESTINATION)]
    services = Played(match("transit.route"), named, led=replace(LED, legs=(), empty="none_near"))
    outcome = await resolved(knowledge, conversation("수유역에서 강남역까지 어떻게 가요"), services)
    assert outcome.kind is Kind.DIRECTIONS
    assert outcome.handoff is not None


async def test_who_says_only_where_it_ends_is_asked_where_it_begins(knowledge: Knowledge) -> None:
    services = Played(match("transit.route"), [Mention(0, "강남역", (GANGNAM,), Role.DESTINATION)])
    outcome = await resolved(knowledge, conversation("강남역 어떻게 가요"), services)
    assert outcome.clarification is not None
    assert outcome.clarification.missing == "station"


async def test_without_a_list_of_events_what_is_written_about_one_is_told(knowledge: Knowledge) -> None:
    about = match("culture.event", entries=(RankedEntry("culture.event.season", "culture.event"),))
    season = replace(entry("culture.event"), id="culture.event.season")
    services = Played(about, around=Nearby(empty="not_loaded"), entries={"culture.event.season": season})
    outcome = await resolved(knowledge, conversation("이번 주말 불꽃축제", day_word="주말"), services)
    assert (outcome.kind, outcome.answer is not None, outcome.handoff is not None) == (Kind.PLACES, True, True)
    assert ("entry", "culture.event.where") not in services.asked


async def test_a_station_that_is_called_after_buses_is_no_bus(knowledge: Knowledge) -> None:
    terminal = Place("station:express-bus-terminal", "station")
    named = [Mention(0, "Express Bus Terminal", (terminal,), Role.ORIGIN), Mention(24, "Gangnam", (GANGNAM,), Role.DESTINATION)]
    for text, handed_over in (("Express Bus Terminal to Gangnam", False), ("bus from Express Bus Terminal to Gangnam", True)):
        said = conversation(text, language="en", heard=knowledge.caller_words.heard(text))
        outcome = await resolved(knowledge, said, Played(match("transit.route"), named, led=LED))
        assert (outcome.kind, outcome.handoff is not None) == (Kind.DIRECTIONS, handed_over)


@pytest.mark.parametrize(("text", "about"), [("电热毯呢", "waste.bulky"), ("便利店有吗", "waste.bag")])
async def test_what_nothing_tells_of_what_was_answered_is_what_faq_is_sure_of(knowledge: Knowledge, text: str, about: str) -> None:
    services, label = Played(), knowledge.affairs["waste.bag"].labels["zh"]

    async def beside(text: str, language: str, as_of: dt.date) -> Match | None:
        return match("waste.bag" if text.startswith(label) else "waste.bulky", entries=())

    services.match = beside  # type: ignore[method-assign]
    before = Earlier(certain=True, affairs=(RankedAffair("waste.bag", 0.99),), answered=True, told=("waste.bag.buy", "zh"))
    outcome = await resolved(knowledge, conversation(text, language="zh", earlier=before), services)
    assert outcome.about is not None
    assert outcome.about.code == about


@pytest.mark.parametrize(("beyond", "no_lift", "told"), [(True, False, True), (False, False, True), (True, True, False)])
async def test_known_trains_of_the_station_are_told_and_somebody_finds_out_all_the_same(
    knowledge: Knowledge, beyond: bool, no_lift: bool, told: bool
) -> None:
    ansan = Place("station:ansan", "station")
    named = [Mention(0, "수유", (SUYU,), Role.ORIGIN), Mention(5, "안산", (ansan,), Role.DESTINATION)]
    way = NoWay({"ko": "수유"}, {"ko": "안산"}, no_lift=no_lift)
    services = Played(match(TRAINS), named, trains=lambda stop: departures(train("23:27"), beyond=beyond), way=way)
    outcome = await resolved(knowledge, conversation("수유에서 안산 막차", heard=frozenset({"last_train"})), services)
    assert (outcome.kind, outcome.departures is not None, outcome.no_way is not None) == (Kind.DEPARTURES, told, True)
    assert outcome.handoff is not None


async def test_of_a_line_that_goes_there_and_has_no_times_no_other_line_s_trains_are_told(knowledge: Knowledge) -> None:
    gangnam, pangyo = Place("station:gangnam", "station"), Place("station:pangyo", "station")
    named = [Mention(0, "강남", (gangnam,), Role.ORIGIN), Mention(5, "판교", (pangyo,), Role.DESTINATION)]
    way, leaving = NoWay({"ko": "강남"}, {"ko": "판교"}), departures(train("23:27", line="line.2"), incomplete_lines=("line.sinbundang", "line.1"))
    services = Played(match(TRAINS), named, trains=lambda stop: leaving, way=way)
    outcome = await resolved(knowledge, conversation("강남에서 판교 막차", heard=frozenset({"last_train"})), services)
    assert outcome.departures is not None
    assert (outcome.departures.departures, outcome.departures.incomplete_lines) == ((), ("line.sinbundang",))
    assert "05:30~01:00" in "\n".join(render(outcome, knowledge))


SCHOOL = "edu.school"
ENTRY = RankedEntry("edu.school.yangcheon", SCHOOL)


async def test_schools_near_a_place_are_told_and_no_entry_about_schools(knowledge: Knowledge) -> None:
    services = Played(
        match(SCHOOL, entries=(ENTRY,)), [mention(replace(MAPO, names={"ko": "마포구"}))], around=Nearby((nearby_place("서울망원초등학교"),))
    )
    outcome = await resolved(knowledge, conversation("마포구 초등학교 어디"), services)
    assert (outcome.kind, outcome.reason, outcome.answer) == (Kind.PLACES, Reason.PLACES_ASKED, None)
    assert [asked.kinds for asked in services.asked if isinstance(asked, NearbySearch)] == [("elementary",)]


@pytest.mark.parametrize("decision", [MatchDecision.STATE, MatchDecision.REFUSE])
async def test_a_school_that_is_in_no_list_is_told_as_such_and_handed_over(knowledge: Knowledge, decision: MatchDecision) -> None:
    services = Played(match(SCHOOL, entries=(ENTRY,), decision=decision))
    outcome = await resolved(knowledge, conversation("반포초등학교 어디예요"), services)
    assert (outcome.kind, outcome.reason, outcome.unlisted, outcome.answer) == (Kind.HANDOFF, Reason.NO_SUCH_PLACE, "반포초등학교", None)
    assert services.cases == []


async def test_a_school_that_is_named_in_another_language_is_looked_for_by_its_official_name(knowledge: Knowledge) -> None:
    station = Place("station:mangwon", "station", {"ko": "망원", "en": "Mangwon"}, "11440")
    dong = Place("area:1144012300", "legal_dong", {"ko": "망원동"}, "11440", Point(37.5609, 126.9008), address="서울망원초등학교")
    school = Place("site:1144012300/서울망원초등학교", "school", {"ko": "서울망원초등학교"}, "11440", dong.point)
    services = Played(
        match(SCHOOL, entries=(ENTRY,)), [mention(station, start=9, surface="Mangwon")], {"망원초등학교": [school, dong]}, around=Nearby()
    )
    outcome = await resolved(knowledge, conversation("Where is Mangwon Elementary School?", "en"), services)
    assert outcome.reason is Reason.PLACE_SOUGHT
    assert outcome.nearby is not None
    assert outcome.nearby.places[0].names["en"] == "서울망원초등학교"


async def test_the_next_turn_of_a_search_for_schools_may_say_where_alone(knowledge: Knowledge) -> None:
    before = Earlier(edition_id=knowledge.edition.id, certain=True, answered=True, affairs=(RankedAffair(SCHOOL, 0.98),))
    services = Played(
        match(ROAD, decision=MatchDecision.HAND_OVER), [mention(replace(MAPO, names={"ko": "마포구"}))], around=Nearby((nearby_place(),))
    )
    await resolved(knowledge, conversation("마포구", earlier=before, heard=frozenset({"kind:middle"})), services)
    assert [asked.kinds for asked in services.asked if isinstance(asked, NearbySearch)] == [("middle",)]


async def test_where_places_could_not_be_looked_up_no_school_is_said_to_be_in_no_list(knowledge: Knowledge) -> None:
    services = Played(match(SCHOOL, entries=(ENTRY,)), degraded=[Degraded("wayfinding", "UNAVAILABLE", "places are not recognised")])
    outcome = await resolved(knowledge, conversation("서울청운초등학교 어디예요"), services)
    assert (outcome.unlisted, outcome.reason is Reason.NO_SUCH_PLACE) == ("", False)


LIBRARY, FOUND_BY = "culture.library", "culture.library.elsewhere"


async def test_a_place_of_a_list_is_told_to_be_open_by_its_name(knowledge: Knowledge) -> None:
    services = Played(match(LIBRARY), around=Nearby((nearby_place("종로도서관"),)))
    outcome = await resolved(knowledge, conversation("종로도서관 열려 있나요", heard=frozenset({"open"})), services)
    assert (outcome.kind, outcome.reason) == (Kind.PLACES, Reason.PLACE_SOUGHT)
    assert outcome.nearby is not None
    assert outcome.nearby.visit is not None


@pytest.mark.parametrize(("text", "heard", "told"), [("열려 있나요", "open", FOUND_BY), ("휠체어로 들어갈 수 있나요", "step_free", "")])
async def test_a_place_that_no_list_has_is_told_as_such_with_what_else_helps(knowledge: Knowledge, text: str, heard: str, told: str) -> None:
    tells = replace(entry(LIBRARY), id=FOUND_BY)
    services = Played(match(LIBRARY, decision=MatchDecision.HAND_OVER), around=Nearby(), entries={FOUND_BY: tells})
    outcome = await resolved(knowledge, conversation(f"종로도서관 {text}", heard=frozenset({heard})), services)
    assert (outcome.kind, outcome.reason, outcome.unlisted) == (Kind.HANDOFF, Reason.NO_SUCH_PLACE, "종로도서관")
    assert (outcome.answer.entry_id if outcome.answer is not None else "") == told


PASSPORT = "foreign.passport"


async def test_of_an_embassy_that_no_list_has_it_is_told_how_to_find_it(knowledge: Knowledge) -> None:
    found_by = replace(entry(PASSPORT), id="foreign.passport.embassy.named")
    outcome = await resolved(knowledge, conversation("안도라 대사관 어디예요"), Played(match(PASSPORT), entries={found_by.id: found_by}))
    assert (outcome.kind, outcome.reason, outcome.unlisted) == (Kind.HANDOFF, Reason.NO_SUCH_PLACE, "안도라 대사관")
    assert outcome.answer is not None
    assert outcome.answer.entry_id == found_by.id


async def test_the_embassy_is_told_beside_what_to_do_about_a_lost_passport(knowledge: Knowledge) -> None:
    embassy = Place("place:embassy-in", "embassy", {"ko": "인도 대사관"}, "11170", address="용산구 독서당로 101")
    lost = replace(entry(PASSPORT), id="foreign.passport.lost")
    about = match(PASSPORT, entries=(RankedEntry(lost.id, PASSPORT),))
    services = Played(about, [mention(embassy, surface="인도 대사관")], entries={lost.id: lost})
    outcome = await resolved(knowledge, conversation("여권을 잃어버렸는데 인도 대사관에서 다시 만들어 주나요"), services)
    assert [office.address for office in outcome.offices] == [embassy.address]
    assert outcome.answer is not None
    assert outcome.answer.entry_id == lost.id


async def test_who_names_the_embassy_is_not_told_to_name_it_but_what_else_holds_there(knowledge: Knowledge) -> None:
    embassy = Place("place:embassy-in", "embassy", {"ko": "인도 대사관"}, "11170", address="용산구 독서당로 101", phone="02-000-0000")
    unnamed, named = (replace(entry(PASSPORT), id=f"foreign.passport.embassy{end}") for end in ("", ".named"))
    about = match(PASSPORT, entries=(RankedEntry(unnamed.id, PASSPORT),))
    services = Played(about, [mention(embassy, surface="인도 대사관")], entries={row.id: row for row in (unnamed, named)})
    outcome = await resolved(knowledge, conversation("인도 대사관에서 갓난아이 여권을 만드는데 서류가 뭐가 필요할까요"), services)
    assert (outcome.kind, outcome.reason) == (Kind.PLACES, Reason.PLACE_SOUGHT)
    assert outcome.nearby is not None
    assert [place.phone for place in outcome.nearby.places] == [embassy.phone]
    assert outcome.answer is not None
    assert outcome.answer.entry_id == named.id
    assert outcome.responsibility is None


async def test_the_embassy_that_was_told_is_carried_on_and_forgotten_with_the_next_answer(knowledge: Knowledge) -> None:
    continuations = Continuations(Fernet.generate_key().decode())
    embassy = Place("place:embassy-in", "embassy", {"ko": "인도 대사관"}, "11170", address="용산구 독서당로 101")
    sought = Played(match(PASSPORT), [mention(embassy, surface="인도 대사관")])
    first = continuations.open((await resolve(conversation("인도 대사관 어디예요"), knowledge, sought, continuations)).continuation)
    assert "named:place:embassy-in" in first.heard
    other = Played(match(ROAD), entries={})
    second = continuations.open((await resolve(replace(first, text="도로에 구멍이 났어요"), knowledge, other, continuations)).continuation)
    assert not any(meaning.startswith("named:") for meaning in second.heard)


NIGHT_ENTRY = "transit.subway.firstlast.missed"


@pytest.mark.parametrize(("hour", "heard", "told"), [(0, {LAST}, True), (21, {LAST}, False), (21, {LAST, f"entry:{NIGHT_ENTRY}"}, True)])
async def test_where_the_last_train_of_a_line_without_times_may_have_left_what_goes_at_night_is_told(
    knowledge: Knowledge, hour: int, heard: set[str], told: bool
) -> None:
    night = replace(entry("transit.subway.firstlast"), id=NIGHT_ENTRY)
    leaving = departures(incomplete_lines=("line.sinbundang",))
    services = Played(match(TRAINS), [Mention(0, "수유역", (SUYU,))], trains=lambda stop: leaving, entries={NIGHT_ENTRY: night})
    said = replace(conversation("수유역 막차요", heard=frozenset(heard)), at=AT.replace(hour=hour))
    outcome = await resolved(knowledge, said, services)
    assert (outcome.kind, outcome.departures) == (Kind.DEPARTURES, leaving)
    assert ((outcome.answer is not None and outcome.answer.entry_id == NIGHT_ENTRY), outcome.buses is not None) == (told, told)


async def test_who_missed_the_last_train_hears_no_times_of_trains_that_went(knowledge: Knowledge) -> None:
    night = replace(entry("transit.subway.firstlast"), id=NIGHT_ENTRY)
    services = Played(match(TRAINS), [Mention(0, "수유역", (SUYU,))], trains=lambda stop: departures(train("23:10")), entries={NIGHT_ENTRY: night})
    outcome = await resolved(knowledge, conversation("수유역 막차 놓쳤어요", heard=frozenset({LAST, f"entry:{NIGHT_ENTRY}"})), services)
    assert (outcome.kind, outcome.departures) == (Kind.ANSWER, None)


async def test_words_for_a_last_train_may_stand_around_a_name(knowledge: Knowledge) -> None:
    services = Played(match(TRAINS), [Mention(13, "Suyu", (SUYU,))], trains=lambda stop: departures(train("23:10")))
    outcome = await resolved(knowledge, conversation("When is the last Suyu train", language="en"), services)
    assert LAST in outcome.heard


@pytest.mark.parametrize(
    ("text", "told"), [("오늘 저녁 무료 콘서트 있어요?", "culture.event.where"), ("광화문 크리스마스 마켓 오늘 해요?", "culture.event.christmas")]
)
async def test_of_an_event_at_all_no_other_one_is_told(knowledge: Knowledge, text: str, told: str) -> None:
    about = match("culture.event", entries=(RankedEntry("culture.event.christmas", "culture.event"),))
    entries = {name: replace(entry("culture.event"), id=name) for name in ("culture.event.christmas", "culture.event.where")}
    services = Played(about, around=Nearby(empty="not_loaded"), entries=entries)
    outcome = await resolved(knowledge, conversation(text, heard=knowledge.caller_words.heard(text)), services)
    assert outcome.answer is not None
    assert outcome.answer.entry_id == told
    assert (outcome.kind is Kind.PLACES) is (told == "culture.event.where")

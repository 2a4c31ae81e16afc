"""The embassy that is meant: by its name, by a country, or as the one that was told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city120_gateway.conversation.conversation import Conversation, Earlier, RankedAffair, RankedEntry
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import Match, MatchDecision, Mention, Place
from city120_gateway.resolution.named_ones import asked_of_one, of_a_national
from tests.unit.gateway.resolution.test_resolve import Played
from tests.unit.gateway.samples import conversation, match

PASSPORT, LOST = "foreign.passport", "foreign.passport.lost"
CANADA = Place("place:embassy-ca", "embassy", {"ko": "캐나다 대사관"}, "11140", address="중구 정동길 21", phone="02-000-0000")
SERVICES = Played(places={"캐나다 대사관": (CANADA,)})
REFUSED, STATED = Match(MatchDecision.REFUSE), match("road.pothole")
UNSURE = match("passport.apply", "env.noise.shop", decision=MatchDecision.ASK)
TOLD = Earlier(edition_id="e", certain=True, answered=True, affairs=(RankedAffair(PASSPORT, 0.98),), told=(LOST, "en"))
FOUND = replace(TOLD, affairs=(RankedAffair("passport.apply", 0.6), RankedAffair(PASSPORT, 0.3)), told=("passport.apply.how", "en"))
OTHER = replace(TOLD, affairs=(RankedAffair("road.pothole", 0.98),), told=("road.pothole.how", "en"))
HEARD = frozenset({f"named:{CANADA.ref}"})


def said(text: str, language: str, knowledge: Knowledge, earlier: Earlier, heard: frozenset[str] = frozenset()) -> Conversation:
    return conversation(text, language, earlier=earlier, heard=heard | knowledge.caller_words.heard(text))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("캐나다요", "ko"),
        ("저는 캐나다 사람이에요", "ko"),
        ("I'm Canadian", "en"),
        ("I already told you, Canada", "en"),
        ("我是加拿大人", "zh"),
        ("カナダ人です", "ja"),
        ("Tôi là người Canada", "vi"),
        ("Би Канад хүн", "mn"),
    ],
)
@pytest.mark.parametrize("match", [REFUSED, STATED])
async def test_a_country_behind_an_answer_on_passports_is_its_embassy(knowledge: Knowledge, text: str, language: str, match: Match) -> None:
    if text.startswith("I already") and match is STATED:
        return
    assert await asked_of_one(said(text, language, knowledge, TOLD), match, (), knowledge, SERVICES) == CANADA
    assert await asked_of_one(said(text, language, knowledge, OTHER), match, (), knowledge, SERVICES) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I'm Canadian, can my friend pick up my bulky waste permit at the office instead of me?", "en"),
        ("do they speak Chinese?", "en"),
        ("캐나다 사람인데 중국 사람이에요", "ko"),
        ("대형폐기물은 얼마예요", "ko"),
    ],
)
async def test_what_says_more_or_names_two_is_none(knowledge: Knowledge, text: str, language: str) -> None:
    assert await asked_of_one(said(text, language, knowledge, TOLD), STATED, (), knowledge, SERVICES) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("전화번호가 뭐예요?", "ko"),
        ("phone number?", "en"),
        ("what are the opening hours?", "en"),
        ("电话号码是多少", "zh"),
        ("電話番号は？", "ja"),
        ("Số điện thoại là gì", "vi"),
        ("Утасны дугаар нь хэд вэ", "mn"),
        ("Утасны дугаар нь хэд вэ, өнөөдөр ажиллаж байгаа юу", "mn"),
    ],
)
async def test_a_detail_behind_an_embassy_is_asked_of_it(knowledge: Knowledge, text: str, language: str) -> None:
    assert await asked_of_one(said(text, language, knowledge, TOLD, HEARD), STATED, (), knowledge, SERVICES) == CANADA
    assert await asked_of_one(said(text, language, knowledge, TOLD), STATED, (), knowledge, SERVICES) is None


@pytest.mark.parametrize(
    ("text", "match", "earlier", "sought"),
    [
        ("Canadian Embassy", STATED, Earlier(), True),
        ("What are the opening hours of the Canadian Embassy?", REFUSED, Earlier(), True),
        ("Just give me the Canadian Embassy address and phone, I already told you", REFUSED, TOLD, True),
        ("There is a huge demonstration in front of the Canadian Embassy", STATED, Earlier(), False),
        ("I have a visa interview at the Canadian Embassy", REFUSED, Earlier(), True),
        ("Which documents does the Canadian Embassy need for a newborn", UNSURE, Earlier(), True),
        ("There is a huge demonstration in front of the Canadian Embassy", UNSURE, Earlier(), False),
        ("Canadian Embassy", STATED, replace(OTHER, answered=False), False),
        ("Canadian Embassy", STATED, replace(OTHER, affairs=(RankedAffair("wayfinding.directions", 0.98),)), False),
    ],
)
async def test_the_embassy_that_is_named_is_sought(knowledge: Knowledge, text: str, match: Match, earlier: Earlier, *, sought: bool) -> None:
    affairs = tuple(replace(ranked, code=knowledge.affair_of("directions")) if "wayfinding" in ranked.code else ranked for ranked in earlier.affairs)
    named = [Mention(text.index("Canadian"), "Canadian Embassy", (CANADA,))]
    asked = said(text, "en", knowledge, replace(earlier, affairs=affairs))
    assert await asked_of_one(asked, match, named, knowledge, SERVICES) == (CANADA if sought else None)


async def test_who_says_their_country_means_the_passport_of_that(knowledge: Knowledge) -> None:
    unsure = match("passport.apply", PASSPORT, decision=MatchDecision.ASK)
    told, place = await of_a_national(said("여권을 잃어버렸어요 캐나다 사람이에요", "ko", knowledge, Earlier()), unsure, (), knowledge, SERVICES)
    assert (told.decision, told.affairs[0].code, place) == (MatchDecision.STATE, PASSPORT, CANADA)
    for text in ("여권을 잃어버렸어요", "캐나다 여행 가려고 여권 만들려고요"):
        assert (await of_a_national(said(text, "ko", knowledge, Earlier()), unsure, (), knowledge, SERVICES))[0] is unsure


@pytest.mark.parametrize(
    ("text", "language", "theirs"),
    [
        ("How do I renew my Canadian passport?", "en", True),
        ("加拿大护照快到期了怎么换", "zh", True),
        ("I need a passport, I am going to Canada next month", "en", False),
        ("How do I renew my passport?", "en", False),
        ("캐나다 가려고 여권 만들어요", "ko", False),
        ("저는 캐나다 사람인데 여권을 새로 만들고 싶어요", "ko", True),
    ],
)
async def test_a_passport_of_another_country_is_none_of_ours(knowledge: Knowledge, text: str, language: str, *, theirs: bool) -> None:
    ours = match("passport.apply", decision=MatchDecision.STATE)
    told, place = await of_a_national(said(text, language, knowledge, Earlier()), ours, (), knowledge, SERVICES)
    assert (told.affairs[0].code, told.decision) == (PASSPORT if theirs else "passport.apply", MatchDecision.STATE)
    assert place == CANADA or not theirs


async def test_a_country_behind_another_passport_is_the_passport_of_that(knowledge: Knowledge) -> None:
    earlier = replace(FOUND, entries=(RankedEntry(LOST, PASSPORT),))
    told, place = await of_a_national(said("캐나다요", "ko", knowledge, earlier), REFUSED, (), knowledge, SERVICES)
    assert (told.decision, told.affairs[0].code, told.entries[0].id, place) == (MatchDecision.STATE, PASSPORT, LOST, CANADA)

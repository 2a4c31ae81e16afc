"""A message heard: the conversation that it begins, or the one that it goes on with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from city120_edition.edition import Edition
from city120_errors import Gone, InvalidArgument
from city120_gateway.conversation.choices import Choices
from city120_gateway.conversation.continuation import Continuations
from city120_gateway.conversation.conversation import Conversation, Earlier, is_now
from city120_gateway.conversation.hints import AreaHint, DeviceHint, PlaceHint, WordsHint
from city120_gateway.conversation.message import Message
from city120_gateway.conversation.speech import CHINESE, Speech, listen
from city120_gateway.knowledge import Knowledge
from city120_gateway.words.caller_words import AGAIN, BEREAVED, DETAILS, FIRST, HOURS, LAST, LEAVE_BY, OPEN, TRAIN, UPSET, Manner, entry_of
from city120_gateway.words.characters import simplified
from city120_gateway.words.replies import Replies
from city120_platform.moments import read_directory_date, read_moment
from city120_text import name_key

_SAD = frozenset({UPSET, BEREAVED})
_WHICH, _DETAILS = {FIRST, LAST, LEAVE_BY}, frozenset(DETAILS)


def hear(message: Message, knowledge: Knowledge, continuations: Continuations) -> Conversation:
    """What the caller has said so far, this message included. Raises InvalidArgument, TooLarge, FailedPrecondition or Gone for what the caller must
    mend."""
    message.check()
    written, message = message.text, _in_simplified(message)
    conversation = _begin(message, knowledge)
    if message.continuation:
        conversation = _go_on(continuations.open(message.continuation), conversation, message, knowledge)
    conversation = _at_chosen_time(conversation, knowledge.edition)
    _check_codes(conversation, knowledge)
    heard = knowledge.caller_words.heard(conversation.text)
    return replace(
        conversation,
        speech=listen(written if conversation.text else "", conversation.speech),
        now=is_now(conversation.at),
        manner=_manner(conversation, knowledge),
        heard=_heard(conversation.heard, heard, answered=conversation.earlier.answered),
        upset=not _SAD.isdisjoint(heard - conversation.heard),
        earlier=_taken_up(conversation, knowledge.replies),
    )


def _in_simplified(message: Message) -> Message:
    """A Chinese message in the characters that the words of an edition are written in."""
    speech = listen(message.text, Speech(told=message.told_language))
    return replace(message, text=simplified(message.text)) if speech.language == CHINESE and speech.traditional else message


def _taken_up(conversation: Conversation, replies: Replies) -> Earlier:
    """Who was told what is done about the likeliest affair, and goes on without choosing another or saying no, goes on about that."""
    earlier = conversation.earlier
    takes_up = earlier.suggested and not replies.corrects(conversation.text)
    return replace(earlier, certain=True, answered=True) if takes_up else earlier


def _manner(conversation: Conversation, knowledge: Knowledge) -> Manner | None:
    """What the text is when it asks for nothing. Who takes none of what was offered is not offered the same again: a person goes on."""
    earlier = conversation.earlier
    if len(earlier.options) > 1 and not earlier.answered and knowledge.replies.is_no(conversation.text):
        return Manner.PERSON
    return knowledge.caller_words.manner(conversation.text) if conversation.text.strip() else None


def _heard(before: frozenset[str], now: frozenset[str], *, answered: bool) -> frozenset[str]:
    """What words meant before and now; another train takes the place of the one that was asked for, and so do other details, and another entry. Those
    that were answered are asked for no more."""
    replaced = {AGAIN} | (_WHICH if now & _WHICH else set()) | (_DETAILS if answered or now & _DETAILS else set())
    replaced |= {meaning for meaning in before if entry_of((meaning,))} if entry_of(now) else set()
    return now | (before - replaced)


def _begin(message: Message, knowledge: Knowledge) -> Conversation:
    """The conversation that a message begins, at the day that its words name: "tomorrow", "on Saturday"; the directory date stays."""
    settings = knowledge.edition.settings
    at = read_moment(message.at, ZoneInfo(settings.timezone))
    word, moment = (None if message.choices.at else knowledge.days.find(message.text, at)) or ("", at)
    if not message.choices.at:
        moment = _at_a_time(knowledge.days.without_dates(message.text), moment, at, knowledge)
    return Conversation(
        text=message.text,
        at=moment,
        as_of=read_directory_date(message.as_of, at.date(), settings.first_date),
        said=message.text,
        channel=message.channel,
        speech=Speech(told=message.told_language, traditional=message.told_traditional),
        place=message.place,
        choices=message.choices,
        day_word=word,
        asked_at=at,
    )


def _at_a_time(text: str, day: dt.datetime, at: dt.datetime, knowledge: Knowledge) -> dt.datetime:
    """The time of a day that words tell, where it is one after midnight or hours are asked for: whether an office is open tomorrow at eight, which
    pharmacies are on Saturday night. Of today only that is asked for which is open at a time."""
    times, heard = knowledge.arrival_times, knowledge.caller_words.heard(text)
    named = day != at
    asked = heard & {HOURS, OPEN} if named else OPEN in heard and TRAIN not in heard
    told = [times.after_midnight(text, day)] if named else []
    told += [times.find(text, day, day_named=named, means=means) for means in ("leave", "clock")] if asked else []
    return next(filter(None, told), day)


def _go_on(carried: Conversation, begun: Conversation, message: Message, knowledge: Knowledge) -> Conversation:
    """Take up a conversation: its place and time, the choices made before, and the one that the reply means."""
    _check_still_known(carried, knowledge)
    text, choices, place = _answered(carried, begun, knowledge)
    return replace(
        carried,
        text=text,
        said=begun.said,
        at=begun.at if message.at or begun.day_word else carried.at,
        as_of=begun.as_of if message.at or message.as_of else carried.as_of,
        speech=Speech(told=begun.speech.told or carried.speech.told, traditional=begun.speech.traditional or carried.speech.traditional),
        place=place,
        choices=choices,
        # Who was told something and goes on was not asked.
        turn=carried.turn + (not carried.earlier.answered),
        day_word=begun.day_word or carried.day_word,
        asked_at=begun.asked_at,
    )


def _answered(carried: Conversation, begun: Conversation, knowledge: Knowledge) -> tuple[str, Choices, PlaceHint | None]:
    """What is left of a reply to be read, the choices it makes, and the place."""
    options, text, place, replies = carried.earlier.options, begun.text, _place(begun.place, carried.place), knowledge.replies
    if begun.choices:
        return "", carried.choices.then(begun.choices), place
    names_a_line = knowledge.names_a_line(text) and not any(option.choices.line for option in options)
    # "Line 2" is not the second of what was offered.
    if not (names_a_line or _of_what_was_told(carried, text, knowledge)) and (option := replies.option(options, text)):
        return "", carried.choices.then(option.choices), place
    if carried.earlier.suggested and replies.is_yes(text):
        return "", carried.choices.then(options[0].choices), place
    if len(options) == 1 and replies.is_no(text):
        # Not where the device is: then where?
        return "", carried.choices, None
    return text, carried.choices, place


def _of_what_was_told(carried: Conversation, text: str, knowledge: Knowledge) -> bool:
    """Whether a reply asks for a detail of what was told and is no piece of what was offered: "is it free?" names no free service."""
    words, key = knowledge.caller_words, name_key(text)
    detail = knowledge.replies.asks(text) and not words.heard(text).isdisjoint(_DETAILS) and not words.beside_details(text)
    return carried.earlier.suggested and detail and not any(key in name_key(option.label) for option in carried.earlier.options)


def _place(given: PlaceHint | None, carried: PlaceHint | None) -> PlaceHint | None:
    """A place that the channel names now beats the one found before; a device's point, sent with every message, does not."""
    if given is None or (isinstance(given, DeviceHint) and isinstance(carried, AreaHint)):
        return carried
    return given


def _at_chosen_time(conversation: Conversation, edition: Edition) -> Conversation:
    """The conversation at the time that the caller chose, if the choice was a time; a directory date of its own stays."""
    if not conversation.choices.at:
        return conversation
    at = read_moment(conversation.choices.at, ZoneInfo(edition.settings.timezone), "fill.at")
    dated = conversation.as_of != conversation.at.date()
    as_of = conversation.as_of if dated else read_directory_date("", at.date(), edition.settings.first_date, default_field="fill.at")
    return replace(conversation, at=at, as_of=as_of)


def _check_still_known(carried: Conversation, knowledge: Knowledge) -> None:
    """Raises Gone when the conversation rests on something that this edition no longer has."""
    made = [carried.choices, *(option.choices for option in carried.earlier.options)]
    areas = {choices.area for choices in made} | ({carried.place.code} if isinstance(carried.place, AreaHint) else set())
    affairs = {choices.affair for choices in made} | ({carried.earlier.waiting.affair} if carried.earlier.waiting else set())
    # At the outer border the city beyond is one of the choices.
    if all(knowledge.has_place(code) for code in areas - {""}) and affairs - {""} <= knowledge.affairs.keys():
        return
    raise Gone("the directory has changed since", field="continuation", fix="ask again", reason="CONTINUATION_EXPIRED")


def _check_codes(conversation: Conversation, knowledge: Knowledge) -> None:
    """Raises InvalidArgument for an affair or area that was chosen or given and does not exist in this edition."""
    affair, area = conversation.choices.affair, conversation.choices.area
    if affair and affair not in knowledge.affairs:
        raise InvalidArgument(f"{affair!r} does not exist", field="fill.affair_code", fix="GET /v1/affairs lists all codes")
    # A city elsewhere may be chosen where it was offered.
    unknown = [("fill.area_code", area)] if area and not knowledge.has_place(area) else []
    unknown += [(field, code) for field, code in _given_areas(conversation.place) if not knowledge.has_area(code)]
    for field, code in unknown:
        raise InvalidArgument(f"{code!r} does not exist", field=field, fix="find codes with GET /v1/areas:search?q=")


def _given_areas(place: PlaceHint | None) -> Iterator[tuple[str, str]]:
    """The areas that a channel gave, each with the field it came in."""
    if isinstance(place, AreaHint):
        yield "place.area_code", place.code
    if isinstance(place, WordsHint) and isinstance(place.otherwise, AreaHint):
        yield "place.otherwise.area_code", place.otherwise.code

"""One sentence on whether the responsible office is open, and when that changes: at the moment asked about, in the caller's language."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.resolution import Resolution

ALWAYS = "24/7"
_WEEK = dt.timedelta(days=6)
# Where only the day is named, its noon is looked at.
_NOON = dt.time(12)
_NEAR = {1: "moment.tomorrow", 2: "moment.after_tomorrow"}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Say(Protocol):
    """Says a message of the edition."""

    def __call__(self, message: str, **values: str) -> str:
        """The sentence."""


def sentence(resolution: Resolution, say: Say, knowledge: Knowledge) -> str:
    """The sentence, in the words of a channel; empty when nobody verified the hours, or the holidays then are not known."""
    responsibility, language, at = resolution.responsibility, resolution.language, resolution.at
    opening = responsibility.department.opening if responsibility is not None else None
    if opening is None or opening.open_now is None:
        return ""
    if opening.hours == ALWAYS:
        return say("opening.always")
    when = say("opening.now") if resolution.now else say("opening.then", when=named(at, resolution.asked_on, say))
    state = "open" if opening.open_now else "closed"
    if not opening.next_change:
        return say(f"opening.{state}", when=when, phone=knowledge.fallback_phone)
    change = moment(dt.datetime.fromisoformat(opening.next_change).astimezone(at.tzinfo), at, language, knowledge)
    return say(f"opening.{state}.until", when=when, change=change, phone=knowledge.fallback_phone)


def named(at: dt.datetime, asked_on: dt.date | None, say: Say) -> str:
    """A moment as a sentence begins with it, by its day; and with the time where more than the day was named."""
    day = day_named(at.date(), asked_on, say)
    return day if asked_on is not None and at.time() == _NOON else say("moment.at", day=day, time=f"{at:%H:%M}")


def day_named(day: dt.date, asked_on: dt.date | None, say: Say) -> str:
    """A day as a sentence begins with it: tomorrow and the day after by name, others by their date, each with the weekday."""
    weekday = say(_weekday(day))
    near = _NEAR.get((day - asked_on).days) if asked_on is not None else None
    return say(near, day=weekday) if near else say("moment.day", day=weekday, month=say(f"month.{day.month}"), date=str(day.day))


def _weekday(at: dt.date) -> str:
    """The message with the name of a day of the week."""
    return f"weekday.{_WEEKDAYS[at.weekday()]}"


def moment(moment: dt.datetime, at: dt.datetime, language: str, knowledge: Knowledge) -> str:
    """A moment seen from another: the time alone on the same day, with the weekday within a week, with the date after that."""
    time = f"{moment:%H:%M}"
    if moment.date() == at.date():
        return time
    if moment.date() - at.date() <= _WEEK:
        day = knowledge.say(_weekday(moment), language)
        return knowledge.say("moment.weekday", language, day=day, time=time)
    return dated(moment, language, knowledge)


def dated(moment: dt.datetime, language: str, knowledge: Knowledge) -> str:
    """A moment with its date."""
    return knowledge.say("moment.date", language, date=f"{moment:%Y-%m-%d}", time=f"{moment:%H:%M}")

"""One sentence on whether the responsible office is open, and when that changes: at the moment asked about, in the caller's language."""

from __future__ import annotations

import datetime as dt

from city120_gateway.resolution.draft import Draft

_ALWAYS = "24/7"
# A moment so near to the clock's is called now.
_NOW = dt.timedelta(minutes=10)
_WEEK = dt.timedelta(days=6)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def sentence(draft: Draft) -> str:
    """The sentence; empty when nobody verified the hours, or the holidays then are not known."""
    opening, at = draft.response.responsibility.opening, draft.inquiry.at
    if not opening.HasField("open_now"):
        return ""
    if opening.opening_hours == _ALWAYS:
        return draft.say("opening.always")
    when = (
        draft.say("moment.now")
        if abs(dt.datetime.now(at.tzinfo) - at) < _NOW
        else draft.say("moment.date", date=f"{at:%Y-%m-%d}", time=f"{at:%H:%M}")
    )
    state = "open" if opening.open_now else "closed"
    if not opening.next_change:
        return draft.say(f"opening.{state}", when=when, phone=draft.knowledge.fallback_phone)
    change = _moment(draft, dt.datetime.fromisoformat(opening.next_change).astimezone(at.tzinfo), at)
    return draft.say(f"opening.{state}.until", when=when, change=change, phone=draft.knowledge.fallback_phone)


def _moment(draft: Draft, moment: dt.datetime, at: dt.datetime) -> str:
    """A moment seen from another: the time alone on the same day, with the weekday within a week, with the date after that."""
    time = f"{moment:%H:%M}"
    if moment.date() == at.date():
        return time
    if moment.date() - at.date() <= _WEEK:
        return draft.say("moment.weekday", day=draft.say(f"weekday.{_WEEKDAYS[moment.weekday()]}"), time=time)
    return draft.say("moment.date", date=f"{moment:%Y-%m-%d}", time=time)

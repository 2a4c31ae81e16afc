"""Which of many places are open at a moment: reckoned for all at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from city120_edition.opening import OpeningRows, OpeningTimes, OpenState
from city120_edition.week_hours import DAY_MINUTES, Day
from city120_wayfinding.places.place import OpeningHours, Place

Mask = npt.NDArray[np.bool_]
Minutes = npt.NDArray[np.int32]
_BODY, _PLACE = "body:", "place:"


class OpenPlaces:
    """The hours of a list of places. Those by weekdays and holidays alone are arrays, one for each sort of day; all others, and those by rows of
    the edition that hold for a time, are reckoned one by one."""

    def __init__(self, places: Sequence[Place], times: OpeningTimes, rows: OpeningRows) -> None:
        self._places, self._times, self._rows = places, times, rows
        self._dated = frozenset(number for number, place in enumerate(places) if (ref := _in_rows(place)) and not rows.always(ref))
        self._hours = [None if number in self._dated else self._hours_on(place, dt.date.min) for number, place in enumerate(places)]
        self._weeks = [times.week(hours.written) if hours else None for hours in self._hours]
        self._by_week = np.array([week is not None for week in self._weeks], dtype=bool)
        self._by_holidays = np.array([week is not None and bool(week.holidays) for week in self._weeks], dtype=bool)
        singly = [number in self._dated or (hours is not None and self._weeks[number] is None) for number, hours in enumerate(self._hours)]
        self._singly = np.array(singly, dtype=bool)
        self._names = frozenset().union(*(week.holidays for week in self._weeks if week is not None))
        self._spans = lru_cache(maxsize=64)(self._compile)

    def over(self, places: Sequence[Place]) -> OpenPlaces:
        """The same for other places."""
        return OpenPlaces(places, self._times, self._rows)

    def warm(self) -> None:
        """Compile the sorts of days that there are, so that the first caller does not wait."""
        for day in {self._sort_of(day) for day in self._times.sorts_of_days()}:
            self._spans(day)

    def _sort_of(self, day: Day) -> Day:
        """A day with those names alone that hours of these places speak of."""
        return Day(day.weekday, day.holidays & self._names)

    def _compile(self, day: Day) -> tuple[Minutes, Minutes]:
        """When each place opens and closes on a sort of day, in minutes: columns of spans, those that a place lacks being empty."""
        spans = [week.spans(day) if week is not None else () for week in self._weeks]
        width = max(map(len, spans), default=0)
        both = np.zeros((2, width, len(spans)), dtype=np.int32)
        for number, own in enumerate(spans):
            for column, span in enumerate(own):
                both[:, column, number] = span
        return both[0], both[1]

    def open_at(self, at: dt.datetime, candidates: Mask, ahead: Minutes | int = 0) -> Mask:
        """Which of the candidates are known to be open some minutes after a moment; `ahead`: the same for all, or one for each place."""
        local = at.astimezone(self._times.zone)
        minutes = local.hour * 60 + local.minute + np.asarray(ahead, dtype=np.int32)
        is_open = np.zeros(len(self._places), dtype=bool)
        for days in range(-1, 1 + int(minutes.max(initial=0)) // DAY_MINUTES):
            opens, closes = self._spans(self._sort_of(self._times.day(local.date() + dt.timedelta(days=days))))
            there = minutes - days * DAY_MINUTES
            is_open |= ((opens <= there) & (there < closes)).any(axis=0)
        is_open &= candidates & self._known_by_week(at, ahead)
        for number in np.flatnonzero(candidates & self._singly):
            delay = int(ahead if isinstance(ahead, int) else ahead[number])
            state = self.state(int(number), at + dt.timedelta(minutes=delay))
            is_open[number] = bool(state and state.open_now)
        return is_open

    def known_at(self, at: dt.datetime, candidates: Mask) -> Mask:
        """Of which candidates it is known whether they are open at a moment."""
        known = candidates & self._known_by_week(at, 0)
        for number in np.flatnonzero(candidates & self._singly):
            known[number] = self.state(int(number), at) is not None
        return known

    def _known_by_week(self, at: dt.datetime, ahead: Minutes | int) -> Mask:
        return self._by_week & (~self._by_holidays | (np.asarray(ahead) < self._times.holidays_known_for(at)))

    def hours(self, number: int, at: dt.datetime) -> OpeningHours | None:
        """The hours of a place that hold on the day of a moment."""
        return self._hours_on(self._places[number], at.astimezone(self._times.zone).date()) if number in self._dated else self._hours[number]

    def _hours_on(self, place: Place, day: dt.date) -> OpeningHours | None:
        ref = _in_rows(place)
        if not ref:
            return place.opening
        row = self._rows.of(ref, day)
        return OpeningHours(row.opening_hours, row.source, row.data_date) if row is not None else None

    def state(self, number: int, at: dt.datetime) -> OpenState | None:
        """Whether a place is open at a moment, and when that changes next; None when nobody knows."""
        hours = self.hours(number, at)
        return self._times.state(hours.written, at) if hours is not None else None


def _in_rows(place: Place) -> str:
    """What the edition's rows of opening hours call a place: an office by the id of its body; empty for what has its own hours, or none."""
    if place.ref.startswith(_BODY):
        return place.ref.removeprefix(_BODY)
    return place.ref if place.ref.startswith(_PLACE) and not place.imported else ""

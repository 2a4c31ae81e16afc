"""Service days. Day D runs from 04:00 of D to 03:59 of D+1, in the edition's time zone; its times may pass 24:00."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from city120_edition import rows
from city120_edition.conditions import day_type
from city120_platform.moments import check_first_date, read_moment

DAY_BEGINS = dt.timedelta(hours=4)


@dataclass(frozen=True)
class ServiceDay:
    """A day of the timetable, and which timetable holds on it. `by_weekday`: nobody has told the public holidays of its year, so that goes by the
    day of the week alone."""

    date: dt.date
    day_type: rows.DayType
    by_weekday: bool = False


class Calendar:
    """Day types: public holidays and Sundays are holidays; a holiday that is not confirmed yet is an ordinary day."""

    def __init__(self, holidays: Iterable[rows.Holiday], timezone: str, first_date: dt.date) -> None:
        self._holidays = frozenset(row.date for row in holidays if row.confirmed)
        self._last_year = max((day.year for day in self._holidays), default=dt.MAXYEAR)
        self._first_date = first_date
        self._zone = ZoneInfo(timezone)

    def moment(self, at: str, field: str = "at") -> dt.datetime:
        """A moment in the edition's time zone; empty is now. Raises InvalidArgument for what is not
        RFC 3339 with an offset, and FailedPrecondition before the edition's first date."""
        moment = self.moment_of(at, field)
        check_first_date(moment.date(), self._first_date, field)
        return moment

    def moment_of(self, written: str, field: str) -> dt.datetime:
        """A moment in the edition's time zone, of any date; empty is now. Raises InvalidArgument naming the field."""
        return read_moment(written, self._zone, field)

    def service_day(self, moment: dt.datetime, wanted: rows.DayType | None = None) -> ServiceDay:
        """The service day that a moment belongs to (00:30 belongs to the day before), or the first one of a type from that on."""
        date = (moment.astimezone(self._zone).replace(tzinfo=None) - DAY_BEGINS).date()
        while wanted and self.day_type(date) != wanted:
            date += dt.timedelta(days=1)
        return self.on(date)

    def on(self, date: dt.date) -> ServiceDay:
        """The service day of a date."""
        return ServiceDay(date, self.day_type(date), by_weekday=date.year > self._last_year)

    def time_on(self, day: ServiceDay, seconds: int) -> dt.datetime:
        """When it is so many seconds after the midnight with which the date of a service day begins; they may pass 24 hours."""
        return dt.datetime.combine(day.date, dt.time.min, self._zone) + dt.timedelta(seconds=seconds)

    def day_type(self, date: dt.date) -> rows.DayType:
        """weekday, saturday or holiday."""
        return day_type(date, self._holidays)

    def service_time(self, moment: dt.datetime) -> str:
        """A moment as HH:MM of its service day, 04:00 to 27:59; such times compare as strings."""
        local = moment.astimezone(self._zone)
        hours = local.hour + (24 if local.date() > self.service_day(moment).date else 0)
        return f"{hours:02}:{local.minute:02}"

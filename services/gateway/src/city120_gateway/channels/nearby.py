"""Places near the caller as sentences: what is open, until when, how far, and how old the list is; or why there are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from city120_gateway.channels.opening import ALWAYS, Say, dated, day_named, moment, named
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.answers import NearStation, Opening
from city120_gateway.resolution.nearby import NONE_NEAR, NOT_LOADED, DayHours, Nearby, NearbyPlace, Visit
from city120_gateway.resolution.resolution import Resolution

_FRESH = ("", "fresh")
_ANSWERS = {True: "yes", False: "no", None: "unknown"}
_ROUNDED_M, _NEAR_M = 50, 10
_DAY = len("YYYY-MM-DD")
_SEVERAL = 2


def rounded(metres: float) -> str:
    """Metres as they are told: roughly."""
    step = _ROUNDED_M if metres >= _ROUNDED_M else _NEAR_M
    return f"{max(1, round(metres / step)) * step:,}"


class NearbyWords:
    """The words for one resolution."""

    def __init__(self, resolution: Resolution, nearby: Nearby, knowledge: Knowledge) -> None:
        self._resolution, self._nearby, self._knowledge = resolution, nearby, knowledge

    def _say(self, message: str, **values: str) -> str:
        return self._knowledge.say(message, self._resolution.language, **values)

    @property
    def _near(self) -> str:
        return self._nearby.place or self._say("places.here")

    @property
    def _at(self) -> dt.datetime:
        """The moment at which places are told to be open or closed."""
        return self._nearby.at or self._resolution.at

    @property
    def _is_now(self) -> bool:
        return self._resolution.now and self._at == self._resolution.at

    @property
    def _when(self) -> str:
        return self._say("moment.now") if self._is_now else dated(self._at, self._resolution.language, self._knowledge)

    def where(self, place: NearbyPlace, called: Callable[[Mapping[str, str]], str]) -> list[str]:
        """Where the place is that was asked for: the areas in which it lies where these are asked for, its address, or else its district, and of a
        station its lines; the district named that is another; the station next to it; and that the way there may be asked for, if one can be
        found."""
        knowledge, language, station = self._knowledge, self._resolution.language, self._nearby.station
        lines = [knowledge.lines[line].names[language] for line in knowledge.station_lines.get(place.ref, ()) if line in knowledge.lines]
        within = [knowledge.area_name(code, language) for code in self._nearby.within]
        parts = [*within, place.address] if within else [self._address(place, called), ", ".join(lines)]
        parts += [self._say("places.phone", phone=place.phone)] if place.phone else []
        near = self._station(station, called) if station is not None else ""
        other = self._nearby.not_in
        elsewhere = self._say("places.not_in", district=knowledge.area_name(other, language)) if other else ""
        way = self._say("places.way") if place.point is not None and len(within) < _SEVERAL else ""
        # An area that is asked for by an address is called by that.
        name = self._nearby.named or called(place.names)
        return [self._say("place.line", name=name, address=", ".join(filter(None, parts))), elsewhere, near, way]

    def _address(self, place: NearbyPlace, called: Callable[[Mapping[str, str]], str]) -> str:
        """The address of a place, or else its district."""
        district = self._knowledge.areas.get(place.district_code)
        return place.address or (called(district.names) if district is not None else "")

    def _station(self, station: NearStation, called: Callable[[Mapping[str, str]], str]) -> str:
        """The station next to a place; of an area only which one, for distances are from its middle."""
        if not station.distance_m:
            return self._say("places.station.of_area", station=called(station.station))
        return self._say("places.station", station=called(station.station), distance=rounded(station.distance_m))

    def visit(self, visit: Visit, called: Callable[[Mapping[str, str]], str], say: Say) -> list[str]:
        """Whether the place that is asked about is open, when one gets there or at that moment, or when it is on that day, and its address."""
        place, resolution = self._nearby.places[0], self._resolution
        at = visit.at
        asks = self._say("visit.phone", phone=place.phone) if self._nearby.unsure and place.phone else ""
        parts = [self._address(place, called), self._say("places.phone", phone=place.phone) if place.phone and not asks else ""]
        address = self._say("place.line", name=called(place.names), address=", ".join(filter(None, parts))) if any(parts) else ""
        if visit.step_free:
            return [self._say(f"visit.steps.{_ANSWERS[place.step_free]}", name=called(place.names)), asks, address]
        now = resolution.now and visit.departure is None
        when = say("opening.now") if now else say("opening.then", when=named(at, resolution.asked_on, say))
        if visit.hours is not None:
            return [self._hours(called(place.names), when, visit.at.date(), visit.hours, say), address]
        arrives = []
        if visit.departure is not None:
            times = {"departure": f"{visit.departure:%H:%M}", "arrival": f"{visit.at:%H:%M}"}
            arrives = [self._say("visit.arrive", origin=called(visit.origin) or self._say("places.here"), goal=called(place.names), **times)]
        return [*arrives, self._state(place.opening, called(place.names), when, at), asks, address]

    def _state(self, opening: Opening | None, name: str, when: str, at: dt.datetime) -> str:
        """Whether a place is open at a moment, and until when, as far as it is known."""
        if opening is None or opening.open_now is None:
            return self._say("visit.unknown", name=name, when=when)
        state = "open" if opening.open_now else "closed"
        if not opening.next_change:
            return self._say("visit.always" if opening.hours == ALWAYS else f"visit.{state}.alone", name=name, when=when)
        change = moment(dt.datetime.fromisoformat(opening.next_change), at, self._resolution.language, self._knowledge)
        return self._say(f"visit.{state}", name=name, when=when, change=change)

    def _hours(self, name: str, when: str, asked: dt.date, hours: DayHours, say: Say) -> str:
        """When a place is open on the day that is asked about; of one that rests then, or is closed at the moment, that and when it is open next."""
        today = self._resolution.asked_on or self._resolution.at.date()
        times = {"day": day_named(hours.opens.date(), today, say), "opens": f"{hours.opens:%H:%M}", "closes": f"{hours.closes:%H:%M}"}
        if hours.rests:
            return self._say("visit.rests", name=name, when=day_named(asked, today, say), **times)
        told = hours.opens.date() == asked and not hours.shut
        return self._say("visit.hours", name=name, **times) if told else self._say("visit.shut", name=name, when=when, **times)

    def head(self) -> str:
        """What the list is."""
        if self._nearby.days:
            near = {"place": self._nearby.place} if self._nearby.place else {}
            return self._say("events.head.near" if near else "events.head", day=self._days, **near)
        if self._nearby.namesakes:
            return self._say("places.head.namesakes")
        if self._nearby.none_open:
            return self._say("places.head.none_open", place=self._near, when=self._when)
        if self._nearby.open_only:
            return self._say("places.head.open", place=self._near, when=self._when)
        if self._is_now or not any(place.opening for place in self._nearby.places):
            return self._say("places.head", place=self._near)
        return self._say("places.head.at", place=self._near, when=named(self._at, self._resolution.asked_on, self._say))

    def item(self, place: NearbyPlace, name: str, *, address: bool) -> str:
        """One place: its name, how far, until when, its phone, and where it is."""
        parts = [
            name,
            *self._event(place),
            self._distance(place),
            self._opening(place),
            self._say("places.phone", phone=place.phone) if place.phone else "",
        ]
        return ", ".join(part for part in (*parts, place.address if address else "") if part)

    @property
    def _days(self) -> str:
        """The days of which events were asked for: the first and the last."""
        return " ~ ".join(dict.fromkeys(day.isoformat() for day in (self._nearby.days[0], self._nearby.days[-1])))

    def _event(self, place: NearbyPlace) -> list[str]:
        """When an event is, and that it is free."""
        days = " ~ ".join(dict.fromkeys(written[:_DAY] for written in (place.starts, place.ends) if written))
        return [days, self._say("events.free") if place.free else ""]

    def _distance(self, place: NearbyPlace) -> str:
        if not place.distance_m:
            return ""
        return self._say("places.distance", distance=rounded(place.distance_m))

    def _opening(self, place: NearbyPlace) -> str:
        opening = place.opening
        if opening is None:
            return ""
        if opening.open_now is None:
            return self._say("places.hours_unknown")
        change = self._change(opening.next_change)
        if not opening.open_now:
            return self._say("places.opens", time=change) if change else self._say("places.closed")
        always = "places.always" if opening.hours == ALWAYS else "places.open"
        until = self._say("places.until", time=change) if change else self._say(always)
        return f"{until}, {self._say('places.closes_first')}" if place.closes_before_arrival else until

    def _change(self, written: str) -> str:
        at = self._at
        return moment(dt.datetime.fromisoformat(written).astimezone(at.tzinfo), at, self._resolution.language, self._knowledge) if written else ""

    def some(self) -> str:
        """That these are not all that there are, where no list has all."""
        return self._say("places.some") if self._nearby.some else ""

    def old(self) -> str:
        """That the list is old, when it is."""
        return self._say("places.old") if any(place.freshness not in _FRESH for place in self._nearby.places) else ""

    def empty(self) -> str:
        """Why there are none."""
        if self._nearby.days:
            return self._say("events.empty.not_loaded") if self._nearby.empty == NOT_LOADED else self._say("events.empty.none", day=self._days)
        label = _sentence_case(self._nearby.labels.get(self._resolution.language, ""))
        if self._nearby.empty == NOT_LOADED:
            label = self._say("places.label.near", label=label, place=self._nearby.named) if self._nearby.named else label
            return self._say("places.empty.no_hours" if self._nearby.open_only else "places.empty.not_loaded", label=label)
        if self._nearby.empty == NONE_NEAR or not self._nearby.open_only:
            return self._say("places.empty.none_near", label=label, place=self._near)
        return self._say("places.empty.none_open", label=label, place=self._near, when=self._when)


def _sentence_case(words: str) -> str:
    """Words as a sentence begins with them."""
    return words[:1].upper() + words[1:]

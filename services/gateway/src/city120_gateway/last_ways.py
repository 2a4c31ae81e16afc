"""What the gateway adds to the last way home that wayfinding found: the picture, and what else gets one home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from city120.wayfinding.v1 import wayfinding_pb2 as pb

from city120_gateway import route_pictures
from city120_gateway.channels.boarding import line_of, signs
from city120_gateway.channels.buses import BusWords
from city120_gateway.channels.sentences import of_the_day
from city120_gateway.knowledge import OFFICIAL, Knowledge, named
from city120_gateway.resolution.buses import between
from city120_gateway.services import translation

NIGHT_BUS, TAXI, FIRST_TRAIN = "night_bus", "taxi", "first_train"
_TRAINS, _FIRST = "departures", "first"
_MINUTE_S = 60
# When a service day begins.
_DAY_BEGINS = dt.time(4)


def picture(response: pb.GetLatestJourneyResponse, language: str) -> str:
    """Where the picture of the way is; empty where the point of an end is not known."""
    if not (response.HasField("route") and response.origin.HasField("location") and response.destination.HasField("location")):
        return ""
    ends = translation.point(response.origin.location), translation.point(response.destination.location)
    arrival = dt.datetime.fromisoformat(response.route.arrival)
    # Who must be there by a time is there by its full minute.
    full = arrival + dt.timedelta(seconds=-arrival.second % _MINUTE_S)
    return route_pictures.path(ends, full, arrive=True, language=language)


def next_first(request: pb.GetLatestJourneyRequest, response: pb.GetLatestJourneyResponse, zone: str) -> pb.GetLatestJourneyRequest:
    """Asks for the first way on the service day after that of the last one."""
    asked = pb.GetLatestJourneyRequest()
    asked.CopyFrom(request)
    asked.which, asked.day_type, asked.at = _FIRST, "", _next_day(response, zone)
    return asked


def next_departures(response: pb.GetLatestJourneyResponse, zone: str) -> pb.GetLastDeparturesRequest:
    """Asks for the first trains of that day where the last way boards, on its line and in its direction."""
    ride = next(leg for leg in response.legs if leg.line_names)
    return pb.GetLastDeparturesRequest(station=ride.origin.ref, line=ride.mode, direction=ride.direction, which=_FIRST, at=_next_day(response, zone))


def _next_day(response: pb.GetLatestJourneyResponse, zone: str) -> str:
    day = dt.date.fromisoformat(response.service_day) + dt.timedelta(days=1)
    return dt.datetime.combine(day, _DAY_BEGINS, ZoneInfo(zone)).isoformat()


@dataclass(frozen=True)
class Fallbacks:
    """What else gets one home, as sentences in a language."""

    knowledge: Knowledge
    language: str

    def night_bus(self, response: pb.GetLatestJourneyResponse) -> str:
        """The bus lines of the night between the ends, or near them; empty in a city of which none are known."""
        lines = self.knowledge.bus_lines.get(self.knowledge.affair_of(_TRAINS), ())
        if not lines or not (response.HasField("origin") and response.HasField("destination")):
            return ""
        found = between(lines, translation.place(response.origin), translation.place(response.destination))
        words = BusWords(found, self.language, self.knowledge, self._called)
        return "\n".join(filter(None, (words.head(), *words.lines(), words.careful())))

    def notice(self, response: pb.GetLatestJourneyResponse, zone: str) -> str:
        """What is known of trains on the service day beside the timetable."""
        day = dt.datetime.combine(dt.date.fromisoformat(response.service_day), dt.time(12), ZoneInfo(zone))
        return " ".join(of_the_day(day, response.day_type, self.language, self.knowledge))

    def taxi(self) -> str:
        """That there are taxis."""
        return self.knowledge.say("journey.taxi", self.language)

    def first_way(self, response: pb.GetLatestJourneyResponse) -> str:
        """When the first way leaves; empty where no timetable tells."""
        rides = [leg for leg in response.legs if leg.line_names]
        if not rides or not response.exact:
            return ""
        ends = {"station": self._called(rides[0].origin.names), "goal": self._called(rides[-1].destination.names)}
        day_type = self.knowledge.say(f"day_type.{response.day_type}", self.language)
        return self.knowledge.say("journey.head.first", self.language, time=rides[0].departure_clock, day_type=day_type, **ends)

    def first_departure(self, response: pb.GetLastDeparturesResponse) -> str:
        """The first train of a line and direction; empty where none is known."""
        if not response.departures:
            return ""
        train = min(response.departures, key=lambda train: train.time)
        day_type = self.knowledge.say(f"day_type.{response.day_type}", self.language)
        station = self._called(response.station.names)
        head = self.knowledge.say("departures.head.first", self.language, station=station, day=response.service_day, day_type=day_type)
        onward = signs((train.line, train.direction, train.terminal.ref), self.language, self.knowledge, self._called)
        line, terminal = line_of(train.line_names, train.direction, self.language, self.knowledge), self._called(train.terminal.names)
        message, heading = ("departures.line.onward", {"heading": onward}) if onward else ("departures.line", {})
        return f"{head} {self.knowledge.say(message, self.language, line=line, terminal=terminal, time=train.time, **heading)}"

    def _called(self, names: Mapping[str, str]) -> str:
        return named(names, self.language) if names.get(self.language) else names.get(OFFICIAL, "")

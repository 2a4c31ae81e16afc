"""A resolution as sentences to be read, by kind. A channel that words something otherwise says so in its own file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from city120_edition import rows
from city120_gateway.channels.boarding import line_of, signs, timed, way_round
from city120_gateway.channels.buses import BusWords
from city120_gateway.channels.channel import Channel
from city120_gateway.channels.nearby import NearbyWords, rounded
from city120_gateway.channels.opening import sentence
from city120_gateway.channels.route import LiftWords, RouteWords, clock
from city120_gateway.conversation.choices import ChosenBody
from city120_gateway.conversation.conversation import BEYOND
from city120_gateway.knowledge import OFFICIAL, Knowledge, beside
from city120_gateway.resolution.answers import Departure, Departures, LastWay, NearStation, NoWay, Responsibility, Ride, StandIn
from city120_gateway.resolution.decide import Kind, Reason
from city120_gateway.resolution.nearby import NOT_LOADED, Nearby, NearbyPlace
from city120_gateway.resolution.resolution import Answer, Clarification, Office
from city120_gateway.resolution.trains import first_too
from city120_gateway.words.caller_words import AFTER_MIDNIGHT, APPLY, BEREAVED, DEAF, EXPRESS, HOURS, LEAVE_BY, OPEN, PHONE, STEP_FREE

# So many choices can be read; more are named in a sentence, and stay in the response for buttons.
_MOST_OPTIONS = 8
# A service day goes on after midnight, in hours that go on counting.
_MIDNIGHT, _HOURS = "24:00", 24
_DISTRICT_DIGITS = 5
_TELEPHONE = re.compile(r"\d{3,4}-\d{4}")
_CITY, _PLACE = "city", "place:"


class Sentences(Channel):
    """What all channels say, in order; empty sentences are left out."""

    # Whether the unit that usually does it is told: general knowledge, for who can weigh it.
    tells_usual_unit = False
    # Whether a body whose calls the call centre takes is told beside an answer that needs nobody.
    tells_taken = False
    most_options = _MOST_OPTIONS
    # How many places near the caller are told, and whether with their addresses.
    most_places = 5
    # Whether it is told that walks are estimated.
    tells_rough = True
    tells_addresses = True

    def render(self) -> tuple[str, ...]:
        """Of two questions, what is asked back comes last, and one thing at a time."""
        sentences = self.sentences()
        for second in self.resolution.also:
            beside = type(self)(second, self.knowledge)
            asks, asks_too = (resolution.kind is Kind.CLARIFY for resolution in (self.resolution, second))
            told = [beside.say("also", affair=beside.label), *beside.sentences()]
            if asks and asks_too:
                sentences.append(beside.say("also.later", affair=beside.label))
            else:
                sentences = [*told, *sentences] if asks else [*sentences, *told]
        return self.arrange([*self.sympathy(), *sentences])

    def sympathy(self) -> list[str]:
        """A word for who is upset, before anything but what must be done at once, and what nobody here does."""
        resolution = self.resolution
        beside = resolution.kind in (Kind.EMERGENCY, Kind.OUT_OF_SCOPE) or resolution.reason is Reason.COURTESY
        return [self.say("condolence" if BEREAVED in resolution.heard else "sympathy")] if resolution.upset and not beside else []

    def arrange(self, sentences: list[str]) -> tuple[str, ...]:
        """The sentences as they are sent."""
        return tuple(sentences)

    def sentences(self) -> list[str]:
        """What this resolution says, the second question apart."""
        by_kind = {
            Kind.EMERGENCY: self.emergency,
            Kind.OUT_OF_SCOPE: self.out_of_scope,
            Kind.CLARIFY: self.clarify,
            Kind.DEPARTURES: self.departures,
            Kind.DIRECTIONS: self.directions,
            Kind.PLACES: self.places,
            Kind.ANSWER: self.answer,
            Kind.DEPARTMENT: self.department,
            Kind.HANDOFF: self.handoff,
        }
        return [text for text in (*self.noted(), *by_kind[self.resolution.kind]()) if text]

    def say(self, message: str, **values: str) -> str:
        """A sentence of the edition in the caller's language; for who writes and may not hear, or is with the call centre already, as it is worded
        for them."""
        writes = self.written or (DEAF in self.resolution.heard and not self.by_ear)
        forms = (*([f"{message}.written"] if writes else []), *([f"{message}.here"] if self.here else []))
        worded = next((form for form in forms if form in self.knowledge.messages), message)
        return self.knowledge.say(worded, self.resolution.language, **values)

    @property
    def label(self) -> str:
        """What it is about."""
        return self.resolution.about.labels[self.resolution.language] if self.resolution.about is not None else ""

    def emergency(self) -> list[str]:
        """What to do now comes first."""
        emergency = self.resolution.emergency
        return [emergency.text if emergency is not None else "", *self.contact()]

    def out_of_scope(self) -> list[str]:
        """That it is nobody's public business."""
        return [self.say("out_of_scope")]

    def clarify(self) -> list[str]:
        """The question, with its choices to be read."""
        clarification = self.resolution.clarification
        if clarification is None:
            return []
        return [self.told(), *self.untold(), self.suggested(clarification), self.offices(), *self.asked(clarification)]

    def suggested(self, clarification: Clarification) -> str:
        """What is done if it is about the likeliest."""
        return f"{clarification.lead} {self.form(clarification.suggestion)}" if clarification.suggestion is not None else ""

    def asked(self, clarification: Clarification) -> list[str]:
        """A question, and its choices under their numbers when they are few; after a suggestion the question alone, which names the others."""
        if clarification.suggestion is not None:
            return [clarification.question]
        few = len(clarification.options) <= self.most_options
        options = "\n".join(f"{option.id}. {option.label}" for option in clarification.options if few)
        return [clarification.question, options, self.say("clarify.again") if options else ""]

    def departures(self) -> list[str]:
        """At which station one gets on or off for a place that is none, and the trains."""
        return [*map(self.near_station, self.resolution.near_stations), *self.stand_ins(), *self.trains()]

    def stand_ins(self) -> list[str]:
        """What ends of the way are taken for, and what to say to be told more exactly."""
        areas = [self.called(taken.place) for taken in self.resolution.stand_ins if not (taken.station or taken.name)]
        others = [self.stand_in(taken) for taken in self.resolution.stand_ins if taken.station or taken.name]
        return [*others, *([self.say("route.end.middle", place=", ".join(areas))] if areas else [])]

    def stand_in(self, taken: StandIn) -> str:
        """What an end of the way is taken for that is no area by itself."""
        place = self.called(taken.place)
        if taken.others:
            return self.say("route.end.stations", name=taken.name, station=place, others=", ".join(map(self.called, taken.others)))
        return (
            self.say("route.end.station", name=taken.name, station=place)
            if taken.station
            else self.say("route.end.unknown", name=taken.name, place=place)
        )

    def near_station(self, near: NearStation) -> str:
        """The station for a place that is none, and how far it is."""
        place, station = self.called(near.place) or self.say("places.here"), self.called(near.station)
        if not near.distance_m:
            return self.say("journey.near.middle", place=place, station=station)
        return self.say("journey.near", place=place, station=station, distance=rounded(near.distance_m))

    def no_way(self, way: NoWay) -> list[str]:
        """That no train is known that gets there, what is known of a line on the way, and who finds out."""
        origin, goal = self.called(way.origin), self.called(way.destination)
        unknown = self.say("route.empty.no_lift", origin=origin, goal=goal) if way.no_lift else self.say("journey.unknown", station=origin, goal=goal)
        trains = self.resolution.departures
        running = self.untimed(trains) if trains is not None and not way.no_lift else []
        return [unknown, *running, self.told(), self.say("handoff.agent", phone=self.knowledge.fallback_phone)]

    def in_direction(self, trains: Departures, way: NoWay) -> list[str]:
        """The known trains in the direction of a station, that nobody here knows whether they go so far, what is known of a line, and who finds
        out; where none is known to go there, that before those of the station."""
        station, goal = self.called(trains.station.names), self.called(way.destination)
        message = "departures.beyond" if trains.beyond else "departures.unconnected"
        caution = self.say(f"{message}.first" if trains.first else message, station=station, goal=goal)
        known = self.timetable(trains, station, self.by_direction(told(trains)))
        both = [*known, caution] if trains.beyond else [caution, *known]
        return [*both, self.told(), self.say("handoff.agent", phone=self.knowledge.fallback_phone)]

    def trains(self) -> list[str]:
        """The way to where the caller goes, if it is known; else the trains that were asked for; what still runs when all have left; who finds out
        where there is no timetable."""
        trains, way = self.resolution.departures, self.resolution.last_way
        if self.resolution.no_way is not None:
            return self.in_direction(trains, self.resolution.no_way) if trains is not None and told(trains) else self.no_way(self.resolution.no_way)
        left = self.left(trains) if trains is not None else []
        if way is not None and (way.first or way.exact or not way.gone or not left):
            return [*self.last_way(way), *self.otherwise(way)]
        if trains is None or (trains.departures and self.resolution.buses is not None and self.resolution.buses.asked):
            return self.buses()
        # A way that was worked out with care may leave a little later: while trains go, they are told.
        gone = [self.too_late(way), *self.otherwise(way)] if way is not None else []
        station = self.called(trains.station.names)
        if not trains.departures:
            return self.no_timetable(trains, station)
        if not left:
            return [self.say("departures.gone", station=station), *self.incomplete(trains)]
        late = [train for train in left if train.time >= _MIDNIGHT] if AFTER_MIDNIGHT in self.resolution.heard else left
        none_late = [] if late else [self.say("departures.none_after_midnight", station=station)]
        lasts = self.timetable(trains, station, self.by_direction(late or left))
        return [*gone, *none_late, *self.firsts(trains, station), *lasts, *([] if gone else self.buses())]

    def firsts(self, trains: Departures, station: str) -> list[str]:
        """The first trains of the day, where they are asked for beside the last ones."""
        if trains.first or not first_too(self.resolution.heard):
            return []
        firsts = replace(trains, first=True, departures=tuple(replace(train, time=train.first) for train in trains.departures))
        return [self.head_of(firsts, station), *self.listed(self.by_direction(told(firsts)))]

    def no_timetable(self, trains: Departures, station: str) -> list[str]:
        """That nobody here knows when trains leave, what is known of their lines, what goes where the last one may have left, and who finds out."""
        untimed = self.untimed(trains)
        if not untimed:
            return [self.say("departures.none", station=station, phone=self.knowledge.fallback_phone)]
        return [*untimed, *self.at_night(), *self.operator(trains), self.say("handoff.agent", phone=self.knowledge.fallback_phone)]

    def at_night(self) -> list[str]:
        """What goes at night, where the answer is that."""
        answer, night = self.resolution.answer, self.knowledge.fares.get(BEYOND)
        return [self.told(), *self.buses()] if answer is not None and night is not None and answer.entry_id == night.id else []

    def operator(self, trains: Departures) -> list[str]:
        """Who runs the lines of a station whose times nobody here knows, where it is known of which line it is asked, and the number."""
        responsibility, lines = self.resolution.responsibility, [self.knowledge.lines[line] for line in trains.incomplete_lines]
        if responsibility is None or any(line.operator != responsibility.body.id for line in lines):
            return []
        reached = [self.reached(responsibility)] if responsibility.phone else []
        return [self.say("responsible", body=self.body_name(responsibility)), *reached]

    def left(self, trains: Departures) -> list[Departure]:
        """The trains that are told; none where the last that surely gets there has left and buses still go."""
        buses, way = self.resolution.buses, self.resolution.last_way
        by_bus = way is not None and way.gone and not way.first and buses is not None and (buses.rides or buses.change)
        return [] if by_bus else told(trains)

    def too_late(self, way: LastWay) -> str:
        """That the last train which surely gets there has left, where later ones may."""
        first, last = way.rides[0], way.rides[-1]
        return self.say("journey.gone.careful", station=self.called(first.origin), goal=self.called(last.destination), time=first.departure_clock)

    def otherwise(self, way: LastWay) -> list[str]:
        """What else goes: buses, and where the last way has left or may be missed taxis and the first train of the next day."""
        if not way.may_be_missed:
            return [*self.buses(), self.next_first(way)]
        return [self.say("journey.missed") if way.tight else "", *self.buses(), self.say("journey.taxi"), self.next_first(way)]

    def next_first(self, way: LastWay) -> str:
        """The first train of the next day where a last way begins; empty where none is known."""
        first = min(told(way.next_first), key=lambda train: train.time, default=None) if way.next_first is not None else None
        if first is None:
            return ""
        values = {"line": self.line(first), "time": first.time}
        if onward := self.signs(first):
            return self.say("journey.next_first.onward", heading=onward, **values)
        return self.say("journey.next_first", terminal=self.called(first.terminal), **values)

    def buses(self) -> list[str]:
        """The bus lines between the ends, or the question for both; nothing where no lines answer."""
        buses = self.resolution.buses
        if buses is None:
            return []
        words = BusWords(buses, self.resolution.language, self.knowledge, self.called)
        return [words.head(), *self.listed(words.lines()), "" if buses.asked else words.careful()]

    def named_buses(self) -> list[str]:
        """What is known of the bus lines that were named by number."""
        buses = self.resolution.buses
        return BusWords(buses, self.resolution.language, self.knowledge, self.called).named() if buses is not None else []

    def by_direction(self, trains: Sequence[Departure]) -> list[str]:
        """Trains to be read, those of one direction of a line together."""
        by_side: dict[tuple[str, str], list[Departure]] = {}
        for train in trains:
            by_side.setdefault((train.line, train.direction), []).append(train)
        return [self.train(side[0]) if len(side) == 1 else self.side(side) for side in by_side.values()]

    def side(self, trains: Sequence[Departure]) -> str:
        """The trains of one direction of a line; where that has no name, it is called by its end: the last train there leaves before those that end
        on the way. Where trains head somewhere beyond, each of them says so."""
        each = [self.leaving("departures.train", train) for train in trains]
        line, end = self.line(trains[0]), self.called(min(trains, key=lambda train: train.last).terminal)
        if not self.named(trains[0]) and not any(map(self.signs, trains)):
            line = self.say("direction.towards", line=line, terminal=end)
        return self.say("departures.group", line=line, trains=", ".join(each))

    def last_way(self, way: LastWay) -> list[str]:
        """When to leave, each ride, and how exact that is; the rides of one that has left are nobody's any more."""
        first, last = way.rides[0], way.rides[-1]
        clock, gone = first.departure_clock, way.gone and not way.first
        head = self.say(
            self.head(way),
            station=self.called(first.origin),
            goal=self.called(last.destination),
            time=self.next_day(clock) if way.next_day else clock,
            day_type=self.say(f"day_type.{way.day_type}"),
        )
        tight = self.say("journey.tight", station=self.called(first.origin), time=clock) if way.tight and not way.first else ""
        rides = [] if gone else [self.ride(ride) for ride in way.rides]
        careful = "" if way.exact or gone else self.say("journey.careful.first" if way.first else "journey.careful")
        told = [head, tight, *self.listed(rides), *([] if gone else self.lifts(way)), careful]
        return [*self.of_the_day(way.day_type), *told, *self.source(way.source, way.data_date)]

    def lifts(self, way: LastWay) -> list[str]:
        """What a list says of the lifts on the way, to who cannot use stairs."""
        if way.lifts is None or STEP_FREE not in self.resolution.heard:
            return []
        ends = [names for ride in way.rides for names in (ride.origin, ride.destination)]
        return LiftWords(self.knowledge, self.resolution.language, self.called).told(way.lifts, ends)

    def head(self, way: LastWay) -> str:
        """The message that tells when to leave."""
        if way.first:
            return "journey.head.first"
        if way.gone:
            return "journey.gone" if way.exact else "journey.gone.careful"
        if way.rides[0].wait_s:
            return "journey.head.careful"
        return "journey.leave_by" if LEAVE_BY in self.resolution.heard else "journey.head"

    def ride(self, ride: Ride) -> str:
        """One ride of a journey."""
        ends = {"origin": self.called(ride.origin), "destination": self.called(ride.destination)}
        return timed(ride, self.resolution.language, self.knowledge, self.called, ends)

    def listed(self, lines: list[str]) -> list[str]:
        """Lines below each other."""
        return ["\n".join(lines)]

    def source(self, source: str, date: str) -> list[str]:
        """Where times come from."""
        return [self.say("departures.source", source=source, date=date)]

    def of_the_day(self, day_type: str) -> list[str]:
        """What is known of trains on the day beside the timetable."""
        return self.unknown_day() or of_the_day(self.resolution.at, day_type, self.resolution.language, self.knowledge)

    def unknown_day(self) -> list[str]:
        """That nobody has told when the holiday is that was named, and of which day is spoken instead."""
        year, day = self.resolution.unknown_day
        meant = f"{self.knowledge.days.service_day(self.resolution.at)}"
        return [self.say("departures.day_unknown", year=year, day=day, date=meant)] if day else []

    def timetable(self, trains: Departures, station: str, lines: list[str]) -> list[str]:
        """Trains to be read, with the day and the source."""
        return [
            *self.of_the_day(trains.day_type),
            self.head_of(trains, station),
            *self.listed(lines),
            self.expresses(trains),
            self.bound(trains),
            *self.incomplete(trains),
            *self.source(trains.source, trains.data_date),
        ]

    def expresses(self, trains: Departures) -> str:
        """To who asks for expresses the first or the last ones of the lines that are told, as far as they are known, and that the others are of all
        trains."""
        if EXPRESS not in self.resolution.heard:
            return ""
        told, goal = {(train.line, train.direction) for train in trains.departures}, trains.towards.ref if trains.towards is not None else ""
        known = self.knowledge.expresses.get((trains.station.ref, trains.day_type), ())
        leaving = [express for express in known if (express.line, express.direction) in told and (not goal or goal in express.onward)]
        listed = [
            self.say(
                "departures.train",
                terminal=self.called(self.knowledge.stops[express.onward[-1]].names),
                time=express.first if trains.first else self.of_service_day(express.last, trains.service_day),
            )
            for express in leaving
        ]
        return self.say("departures.expresses", trains=", ".join(listed)) if listed else self.say("departures.all_trains")

    def of_service_day(self, time: str, day: str) -> str:
        """A time of a service day as a clock shows it."""
        hours, _, minutes = time.partition(":")
        if int(hours) < _HOURS:
            return time
        clock = f"{int(hours) - _HOURS:02d}:{minutes}"
        return self.next_day(clock) if f"{self.resolution.at:%Y-%m-%d}" == day else clock

    def bound(self, trains: Departures) -> str:
        """That one changes to get where one goes, and when one is there at the latest, if that is known."""
        if not trains.bound or trains.by is None:
            return self.say("departures.bound", goal=self.called(trains.bound)) if trains.bound else ""
        ends = {"goal": self.called(trains.bound), "station": self.called(trains.station.names)}
        return self.say("departures.bound.by", departure=trains.by[0], arrival=trains.by[1], **ends)

    def head_of(self, trains: Departures, station: str) -> str:
        """What is said above a timetable."""
        return self.say(self.timetable_head(trains), station=station, day=trains.service_day, day_type=self.say(f"day_type.{trains.day_type}"))

    def timetable_head(self, trains: Departures) -> str:
        """The message above a timetable."""
        return "departures.head.first" if trains.first else "departures.head"

    def train(self, train: Departure) -> str:
        """One train, at the time that a clock shows."""
        return self.leaving("departures.line", train, line=self.line(train))

    def leaving(self, message: str, train: Departure, **values: str) -> str:
        """A train with where it ends; of one that runs on, where it heads and how far it surely goes."""
        values |= {"terminal": self.called(train.terminal), "time": self.time(train)}
        onward = self.signs(train)
        if not onward:
            return self.say(message, **values)
        return self.say(f"{message}.onward{'.voice' if self.by_ear else ''}", heading=onward, **values)

    def signs(self, train: Departure) -> str:
        """What signs show of a train that runs on beyond its terminal; empty of one that ends there."""
        return signs((train.line, train.direction, train.terminal_ref), self.resolution.language, self.knowledge, self.called)

    def line(self, train: Departure) -> str:
        """The line of a train, with the direction where that has a name."""
        return line_of(train.line_names, train.direction, self.resolution.language, self.knowledge)

    def named(self, train: Departure) -> bool:
        """Whether the direction of a train has a name."""
        return bool(way_round(train.direction, self.resolution.language, self.knowledge))

    def time(self, train: Departure) -> str:
        """When a train leaves, as a clock shows it."""
        if train.time != train.last:
            return train.time
        return self.next_day(train.clock) if train.next_day else train.clock

    def next_day(self, clock: str) -> str:
        """A time of the next day."""
        return self.say("departures.next_day", time=clock)

    def incomplete(self, trains: Departures) -> list[str]:
        """That later trains may run on some lines, or earlier ones; and on which others nobody here knows when trains run."""
        told = {train.line for train in trains.departures}
        message = "departures.incomplete.first" if trains.first else "departures.incomplete"
        partly = [self.say(message, line=self.line_name(line)) for line in trains.incomplete_lines if line in told and line in self.knowledge.lines]
        return [*partly, *self.untimed(trains)]

    def untimed(self, trains: Departures) -> list[str]:
        """The lines that stop at a station and have no timetable here, and between when their trains run, as far as a source says."""
        told = {train.line for train in trains.departures}
        lines = [line for line in trains.incomplete_lines if line in self.knowledge.lines and line not in told]
        hours = [self.knowledge.line_hours[line] for line in lines if line in self.knowledge.line_hours]
        day_type: rows.DayType = "weekday" if trains.day_type == "weekday" else "holiday"
        running = [f"{self.line_name(row.line)} {clock(row.first)}~{clock(row.last(day_type))} ({row.data_date})" for row in hours]
        no_timetable = self.say("departures.untimed", lines=", ".join(map(self.line_name, lines))) if lines else ""
        return [text for text in (no_timetable, self.say("route.hours", hours=", ".join(running)) if running else "") if text]

    def line_name(self, line: str) -> str:
        """What a line is called."""
        return self.knowledge.lines[line].names[self.resolution.language]

    def directions(self) -> list[str]:
        """The way, step by step, and how exact it is; or why there is none, and who looks for it."""
        route = self.resolution.route
        if route is None:
            return []
        words = RouteWords(self.resolution, route, self.knowledge, self.called)
        if route.empty:
            return [self.told()] if self.told() else [words.empty(), self.say("handoff.agent", phone=self.knowledge.fallback_phone)]
        rough = [words.straight()] if self.tells_rough else []
        origins = ((route.source, route.data_date), (route.map_source, route.map_date))
        sources = [line for source, date in origins if source for line in self.source(source, date)]
        agent = [self.say("handoff.agent", phone=self.knowledge.fallback_phone)] if self.resolution.handoff is not None else []
        if self.resolution.told_before and (bus := words.bus()):
            return [bus, *agent]
        return [
            *self.unknown_day(),
            words.bus(),
            words.denied(),
            *([self.say("route.night" if route.exact else "route.night.careful"), *self.buses(), self.say("journey.taxi")] if route.waits else []),
            words.head(),
            *self.listed(words.steps()),
            *self.stand_ins(),
            words.times_unknown(),
            words.hours(),
            words.step_free(),
            self.told(),
            *rough,
            *sources,
            *agent,
        ]

    def places(self) -> list[str]:
        """The answer, the offices and who is there; or the places near the caller."""
        if self.resolution.nearby is not None:
            return self.nearby(self.resolution.nearby)
        one_of = self.say("place.one_of") if len(self.resolution.offices) > 1 else ""
        return [self.told(), one_of, self.offices(), *self.contact()]

    def offices(self) -> str:
        """The offices with their addresses, each on a line."""
        return "\n".join(map(self.office, self.resolution.offices))

    def office(self, office: Office) -> str:
        """An office with its address, and of a place that is no body's with its phone."""
        phone = self.say("places.phone", phone=office.phone) if office.phone and office.ref.startswith(_PLACE) else ""
        return self.say("place.line", name=self.called(office.names), address=", ".join(filter(None, (office.address, phone))))

    def nearby(self, nearby: Nearby) -> list[str]:
        """Places near the caller, with the date of their list; or why there are none, and what else helps: before that, where only our list is
        missing, and a person looks further."""
        if nearby.visit is not None:
            nearby = replace(nearby, places=tuple(map(self.reachable, nearby.places)))
        words = NearbyWords(self.resolution, nearby, self.knowledge)
        if nearby.visit is not None:
            agent = [self.say("handoff.agent", phone=self.knowledge.fallback_phone)] if self.resolution.handoff is not None else []
            place = nearby.places[0]
            listed = [*self.source(place.source, place.data_date), words.old()] if place.of_a_list else []
            return [*words.visit(nearby.visit, self.called, self.say), *listed, self.told(), *agent]
        if nearby.sought:
            return [*words.where(nearby.places[0], self.called), self.told()]
        if nearby.empty == NOT_LOADED:
            agent = [self.say("handoff.agent", phone=self.knowledge.fallback_phone)] if self.resolution.handoff is not None else []
            # A district that answers by itself names its own.
            answer = self.resolution.answer
            own = answer is not None and answer.publisher not in ("", rows.CITY)
            return [self.told(), "" if own else words.empty(), *agent]
        if not nearby.places:
            return [words.empty(), self.told()]
        items = [words.item(place, self.called(place.names), address=self.tells_addresses) for place in nearby.places[: self.most_places]]
        first = nearby.places[0]
        return [words.head(), *self.listed(items), words.some(), *self.source(first.source, first.data_date), words.old()]

    def reachable(self, place: NearbyPlace) -> NearbyPlace:
        """A place without its number where that rings right here again."""
        return replace(place, phone="") if self.here and place.ref in self.knowledge.taken else place

    def answer(self) -> list[str]:
        """The answer before the body behind it, or before what a place would tell besides; to who has heard it what they asked for then: a bus
        from where they are, or the body."""
        if self.resolution.told_before:
            wished = [text for text in (self.buses() or (self.untold_in(), *self.contact(), self.offer())) if text]
            return wished or [self.say("handoff.agent", phone=self.knowledge.fallback_phone)]
        known = self.resolution.buses is not None and not self.resolution.buses.asked
        told = self.form(self.resolution.answer) if self.resolution.answer is not None else ""
        answer = [*self.buses(), told] if known else [*self.named_buses(), told, *self.buses()]
        return [*answer, *self.beside_told(), *self.behind(), self.offer()]

    def behind(self) -> list[str]:
        """The body behind an answer; of one that is reached right here no more than that, and only where the place that was named tells it: to who
        asks for hours whether it is open."""
        responsibility = self.resolution.responsibility
        if responsibility is None or self.tells_taken or not self.taken(responsibility):
            return self.contact()
        if self.resolution.location is None or responsibility.body.tier == _CITY:
            return []
        # When a library is open the office that keeps it does not tell.
        about = self.resolution.about
        search = self.knowledge.place_searches.get(about.code) if about is not None else None
        own = search is None or search.only_near
        when = [sentence(self.resolution, self.say, self.knowledge)] if HOURS in self.resolution.heard and own else []
        return [*when, self.say("offer.body", body=self.body_name(responsibility)), self.address(responsibility)]

    def offer(self) -> str:
        """What would make the answer more concrete; a district that is known is not asked for."""
        offers = self.resolution.offers
        affairs = [option.label for option in offers if option.choices.affair]
        if len(affairs) > 1:
            return self.say("offer.affair", affairs=", ".join(affairs))
        if any(isinstance(option.choices.thing, ChosenBody) for option in offers):
            return self.say("offer.shared", bodies=", ".join(option.label for option in offers))
        areas = [option.choices.area for option in offers if option.choices.area]
        districts = {area[:_DISTRICT_DIGITS] for area in areas}
        if len(districts) == 1 and all(len(area) > _DISTRICT_DIGITS for area in areas):
            return self.say("offer.dong", area=self.called(self.knowledge.areas[districts.pop()].names))
        return self.say("offer.place") if areas else ""

    def department(self) -> list[str]:
        """The body before the answer; after it, when nobody is there: what the caller can do now comes first."""
        responsibility, told = self.resolution.responsibility, [self.told(), *self.beside_told(), self.offer()]
        away = responsibility is not None and closed(responsibility)
        return [self.untold_in(), *(told if away else self.contact()), *(self.contact() if away else told)]

    def handoff(self) -> list[str]:
        """Who takes over, and what is known until then."""
        handoff, phone = self.resolution.handoff, self.knowledge.fallback_phone
        if handoff is not None and handoff.queue == "interpreter":
            return [self.say("handoff.language", phone=phone)]
        if self.resolution.reason is Reason.OUTSIDE:
            return [self.elsewhere()]
        if responsibility := self.resolution.responsibility:
            who, *reached = self.contact()
            unreached = closed(responsibility) or not (responsibility.phone or self.taken(responsibility))
            taking_over = who if unreached else self.say("handoff.operator", body=self.body_name(responsibility))
            return [taking_over, self.told(), *self.beside_told(), *reached]
        beyond = self.say("route.unreached", place=self.called(self.resolution.unreached)) if self.resolution.unreached else ""
        return [self.unlisted(), beyond, self.told(), *self.untold(), *self.family(), self.say("handoff.agent", phone=phone)]

    def unlisted(self) -> str:
        """That no list has the place that was named, and so not what was asked of it."""
        name, heard = self.resolution.unlisted, self.resolution.heard
        asked = "open" if heard & {OPEN, HOURS} else "steps" if STEP_FREE in heard else ""
        return self.say(f"places.unknown.{asked}" if asked else "places.unknown", name=name) if name else ""

    def family(self) -> list[str]:
        """What the group that is stated is called and does; nothing where none is."""
        handoff, group, language = self.resolution.handoff, self.resolution.group, self.resolution.language
        if handoff is None or group is None or not handoff.group:
            return []
        row = group.row
        return [self.say("handoff.group", group=row.labels[language]), self.form(Answer(row.code, row.answers[language], row.plains[language]))]

    def elsewhere(self) -> str:
        """That another city handles it, with the number of its call centre where one is verified."""
        place, phone = self.called(self.resolution.outside) or self.say("place.there"), self.resolution.outside_phone
        return self.say("handoff.outside.phone", place=place, phone=phone) if phone else self.say("handoff.outside", place=place)

    def beside_told(self) -> list[str]:
        """The place that was named beside what was asked; of what the answer asks for what the caller need not say again; and of what was asked what
        nobody here knows, and who finds it out."""
        said = [self.say("said.already", said=", ".join(self.resolution.said))] if self.resolution.said and not self.resolution.noted else []
        return [self.offices(), *said, *self.untold()]

    def noted(self) -> list[str]:
        """That what the caller has told was heard, and who gets to know it."""
        responsibility = self.resolution.responsibility
        if not self.resolution.noted:
            return []
        if responsibility is None:
            return [self.say("noted.agent")]
        return [self.say("noted.passed" if self.taken(responsibility) else "noted.tell", body=self.body_name(responsibility))]

    def untold(self) -> list[str]:
        """Of what was asked what nobody here knows, and who finds it out."""
        return [self.say(f"detail.untold.{detail}") for detail in self.resolution.untold]

    def untold_in(self) -> str:
        """That of the district that was told nothing more is known, and who knows."""
        district = self.knowledge.areas.get(self.resolution.untold_in)
        return self.say("detail.untold.there", area=self.called(district.names), affair=self.label) if district is not None else ""

    def told(self) -> str:
        """The answer in the form for the channel; empty where there is none, or the caller has heard it."""
        answer = self.resolution.answer if not self.resolution.told_before else None
        return self.form(answer) if answer is not None else ""

    def form(self, answer: Answer) -> str:
        """The form of an answer that the channel sends."""
        return answer.text

    def contact(self) -> list[str]:
        """Who, a phone (the city's own unless verified), hours, whether it is open, the usual unit as general knowledge; empty without a body."""
        responsibility = self.resolution.responsibility
        if responsibility is None:
            return []
        hours = responsibility.hours
        unit = responsibility.usual_unit if self.tells_usual_unit else ""
        return [
            self.say("responsible", body=self.body_name(responsibility)),
            self.reached(responsibility),
            self.address(responsibility),
            # Hours in words are as their source has them.
            self.say("hours", hours=hours) if hours and self.resolution.language == OFFICIAL else "",
            sentence(self.resolution, self.say, self.knowledge),
            self.say("usual_unit", unit=unit) if unit else "",
        ]

    def reached(self, responsibility: Responsibility) -> str:
        """The number; on the call centre's own channels nobody is given one that rings there again: the call is put through, unless nobody is there
        to take it, which the hours tell."""
        taken = self.taken(responsibility)
        if any(office.phone and office.ref.startswith(_PLACE) for office in self.resolution.offices):
            # The place that was named is whom one calls.
            return ""
        if responsibility.phone and (not taken or PHONE in self.resolution.heard):
            return self.say("phone", phone=responsibility.phone)
        # Who was told whom to call is not told that no number is known.
        if (self.here and closed(responsibility)) or (not taken and _TELEPHONE.search(self.told())):
            return ""
        return self.say("phone.taken") if taken else self.say("phone.fallback", phone=self.knowledge.fallback_phone)

    def address(self, responsibility: Responsibility) -> str:
        """Where the body is, to who asks where to go, or has heard all else; empty where nobody knows: a department with a line of its own may be
        elsewhere."""
        wanted = self.resolution.told_before or APPLY in self.resolution.heard
        address = "" if self.has_its_line(responsibility) else responsibility.body.address
        return self.say("contact.address", address=address) if wanted and address and not self.resolution.offices else ""

    def taken(self, responsibility: Responsibility) -> bool:
        """Whether whoever calls the body rings here again."""
        return self.here and bool(responsibility.body.taken_by) and not self.has_its_line(responsibility)

    @staticmethod
    def has_its_line(responsibility: Responsibility) -> bool:
        """Whether it is a department that is called on a number of its own."""
        return bool(responsibility.department_names and responsibility.department.phone)

    def body_name(self, responsibility: Responsibility) -> str:
        """The name of the department where one is known, else that of the body."""
        return self.called(responsibility.department_names or responsibility.body.names)

    def called(self, names: Mapping[str, str]) -> str:
        """A name in the caller's language, with the official one beside it."""
        official = names.get(OFFICIAL, "")
        return beside(names.get(self.resolution.language) or official, official)


def closed(responsibility: Responsibility) -> bool:
    """Whether it is known that nobody is there at the moment asked about."""
    opening = responsibility.department.opening
    return opening is not None and opening.open_now is False


def of_the_day(at: dt.datetime, day_type: str, language: str, knowledge: Knowledge) -> list[str]:
    """That the service day of a moment is one of a festival, which has no timetable of its own here, or one of which the city's rows tell something,
    or that nobody knows the holidays of its year."""
    days, told = knowledge.days, f"departures.day.{knowledge.days.service_day(at):%m-%d}"
    if days.is_festival(at):
        return [knowledge.say("departures.festival", language, day_type=knowledge.say(f"day_type.{day_type}", language))]
    year = [knowledge.say("departures.by_weekday", language, year=str(days.service_day(at).year))] if days.without_holidays(at) else []
    return [*([knowledge.say(told, language)] if told in knowledge.messages else []), *year]


def told(trains: Departures) -> list[Departure]:
    """Of the first trains the earliest of each line and direction; of the last ones those that are a way home and have not left. None that ends
    before the station that was asked towards."""
    going = [train for train in trains.departures if not train.short_of_goal]
    if not trains.first:
        return [train for train in going if train.way_home and not train.gone]
    earliest: dict[tuple[str, str], Departure] = {}
    for train in sorted(going, key=lambda train: train.time):
        earliest.setdefault((train.line, train.direction), train)
    return [train for train in going if earliest[train.line, train.direction] is train]

"""What the gateway answers, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_LABEL_WIDTH = 12


def labelled(label: str, text: str) -> str:
    """A line with its label in a column of its own."""
    return f"{label:<{_LABEL_WIDTH}} {text}"


def named(names: Mapping[str, str] | None, language: str = "en") -> str:
    """The official Korean name, with the one in another language beside it when there is one."""
    translations = names or {}
    official, other = translations.get("ko", ""), translations.get(language, "")
    return f"{official} ({other})" if official and other and other != official else official or other


def resolution(response: Mapping[str, Any]) -> Iterator[str]:
    """The words for the caller, then who is responsible and why, then what can be chosen, then what is missing."""
    yield from ((response.get("rendered") or {}).get("parts") or ["(nothing to read out)"])
    yield ""
    yield labelled("kind", f"{response['kind']} (confidence {response.get('confidence') or 0:.2f}), in {response.get('language')}")
    if affairs := response.get("affairs"):
        yield labelled("affair", ", ".join(f"{affair['code']} {affair['probability']:.2f}" for affair in affairs[:3]))
    yield from _emergency(response.get("emergency"))
    yield from _responsibility(response.get("responsibility"), response.get("language") or "en")
    yield from _answer(response.get("answer"))
    if handoff := response.get("handoff"):
        yield labelled("hand over", f"{handoff.get('queue')}: {handoff.get('reason')}")
    if group := response.get("group"):
        yield labelled("group", f"{group['code']} {group['probability']:.2f}")
    yield from _clarification(response.get("clarification"))
    for note in response.get("degraded") or ():
        yield labelled("degraded", f"{note['part']}: {note['reason']} ({note['effect']})")
    for other in response.get("also") or ():
        yield ""
        yield "also asked:"
        yield from (f"  {line}" for line in resolution(other))


def _emergency(emergency: Mapping[str, Any] | None) -> Iterator[str]:
    if emergency:
        yield labelled("call first", ", ".join(emergency.get("numbers") or ()))


def _responsibility(responsibility: Mapping[str, Any] | None, language: str) -> Iterator[str]:
    if not responsibility:
        return
    yield labelled("responsible", f"{named(responsibility.get('names'), language) or responsibility.get('name')}, {responsibility['body_id']}")
    if responsibility.get("department_names"):
        yield labelled("department", f"{named(responsibility['department_names'], language)}, {responsibility['department_id']}")
    yield labelled("phone", responsibility.get("phone") or "no verified number")
    for label, key in (("hours", "hours"), ("usual unit", "usual_unit")):
        if responsibility.get(key):
            yield labelled(label, responsibility[key])
    basis = f", {responsibility['legal_basis']}" if responsibility.get("legal_basis") else ""
    yield labelled("rule", f"{responsibility.get('rule_id')}{basis}")
    dated = f", {responsibility['data_date']}" if responsibility.get("data_date") else ""
    yield labelled("source", f"{responsibility.get('source') or 'not named'}{dated}")
    yield from _why(responsibility)


def _why(responsibility: Mapping[str, Any]) -> Iterator[str]:
    """Why this body, why not the second best, and what would change it."""
    if responsibility.get("reason"):
        yield labelled("why", responsibility["reason"])
    if runner_up := responsibility.get("runner_up"):
        yield labelled("not", f"{runner_up.get('body_id') or runner_up['rule_id']}: {runner_up.get('why_not')}")
    for change in responsibility.get("changes") or ():
        yield labelled("otherwise", change)
    if responsibility.get("note"):
        yield labelled("note", responsibility["note"])


def _answer(answer: Mapping[str, Any] | None) -> Iterator[str]:
    if answer and answer.get("entry_id"):
        yield labelled("answer from", f"{answer['entry_id']}, reviewed on {answer.get('reviewed_on')}")
        if answer.get("source"):
            yield labelled("source", answer["source"])


def _clarification(clarification: Mapping[str, Any] | None) -> Iterator[str]:
    if not clarification:
        return
    yield labelled("missing", ", ".join(clarification.get("missing") or ()))
    options = clarification.get("options") or ()
    if options:
        yield "choose by asking again with:"
    for option in options:
        chosen = " ".join(f"--fill {key}={value}" for key, value in (option.get("fill") or {}).items() if value)
        yield f"  {chosen:<40} {option['label']}"


def place(place: Mapping[str, Any]) -> str:
    """One place on a line: reference, names, district, point, distance, phone."""
    columns = [named(place.get("names")) or str(place.get("name")), f"[{place.get('kind')}]"]
    if place.get("district_code"):
        columns.append(str(place["district_code"]))
    if location := place.get("location"):
        columns.append(f"{location['latitude']:.5f},{location['longitude']:.5f}")
    if place.get("distance_m"):
        columns.append(f"{place['distance_m']:.0f} m")
    columns.extend(str(place[key]) for key in ("address", "phone", "hours") if place.get(key))
    columns.extend(_event(place))
    columns.extend(_opening(place.get("opening") or {}))
    if place.get("freshness"):
        columns.append(f"{place['freshness']} ({place.get('data_date')})")
    return f"{place.get('ref'):<28} {'  '.join(columns)}"


def _event(place: Mapping[str, Any]) -> Iterator[str]:
    """When an event is, for whom, and whether it is free."""
    if not place.get("starts"):
        return
    yield str(place["starts"]) if place["starts"] == place.get("ends") else f"{place['starts']} to {place.get('ends')}"
    if place.get("audience"):
        yield f"for {', '.join(place['audience'])}"
    if place.get("free") is not None:
        yield "free" if place["free"] else "not free"


def _opening(opening: Mapping[str, Any]) -> Iterator[str]:
    """When a place is open, and whether it is."""
    if not opening:
        return
    yield str(opening["opening_hours"])
    if opening.get("open_now") is not None:
        change = f" until {opening['next_change']}" if opening.get("next_change") else ""
        yield ("open" if opening["open_now"] else "closed") + change + (", closes before you arrive" if opening.get("closes_before_arrival") else "")


_WHY_NONE = {
    "not_loaded": "no list of such places is loaded, or none with their hours; city120 import reads one",
    "none_open": "none of them is open then",
    "none_near": "there is none there",
}


def no_places(response: Mapping[str, Any]) -> str:
    """Why a search found nothing."""
    return _WHY_NONE.get(str(response.get("empty")), "no such place is known")


def old_places(response: Mapping[str, Any]) -> str:
    """A warning when a list is no longer fresh; empty when all are."""
    old = [place for place in response.get("places") or () if place.get("freshness") in ("aging", "stale")]
    if not old:
        return ""
    dates = ", ".join(sorted({str(place.get("data_date")) for place in old}))
    return f"{len(old)} of these places are from lists that are not fresh ({dates}): ask there before you go, and import newer ones"


def location(location: Mapping[str, Any]) -> Iterator[str]:
    """Where a point or code lies."""
    for label, key in (("district", "district"), ("admin dong", "admin_dong"), ("legal dong", "legal_dong")):
        if area := location.get(key):
            yield labelled(label, f"{area['code']} {named(area.get('names'))}")
    for area in location.get("admin_dong_candidates") or ():
        yield labelled("maybe dong", f"{area['code']} {named(area.get('names'))}")
    if border := location.get("near_border"):
        other = border.get("district_code") or border.get("outside_code")
        yield labelled("near border", f"{border['distance_m']:.1f} m from {other}")
    yield from _elsewhere(location)
    yield from _boundaries(location)


def _boundaries(location: Mapping[str, Any]) -> Iterator[str]:
    if location.get("source_disagreed"):
        yield labelled("doubtful", "the sources of the boundaries disagree here")
    if location.get("admin_dong_date"):
        yield labelled("admin dong", f"by a layer of {location['admin_dong_date']}: {location['admin_dong_source']}")
    if location.get("boundary_date"):
        yield labelled("boundaries", f"of {location['boundary_date']}")


def _elsewhere(location: Mapping[str, Any]) -> Iterator[str]:
    """A place outside the city, or a code of another time."""
    if location.get("outside_code"):
        yield labelled("outside", f"not in the city: {location['outside_code']} {named(location.get('outside_names'))}".rstrip())
    if old := location.get("superseded"):
        dates = ", ".join(f"{word} {old[key]}" for word, key in (("from", "valid_from"), ("until", "valid_to")) if old.get(key))
        yield labelled("asked for", f"{old['code']} {named(old.get('names'))}, which stands {dates}")


def roads(response: Mapping[str, Any]) -> Iterator[str]:
    """The roads of a point or name, what is known of each, and whom to ask."""
    for road in response.get("roads") or ():
        basis = f" (by {road['class_basis']})" if road.get("class_basis") else ""
        keepers = [f"{label} {road[label]}" for label in ("owner", "maintainer") if road.get(label)]
        layer = road["layer"]
        facts = [f"{road['distance_m']:.0f} m", f"class {road['road_class']}{basis}".replace("unspecified", "unknown"), *keepers]
        yield f"{named(road.get('names')) or road['id']}: {', '.join(facts)}; {layer['source']}, {layer['date']}"
    if response.get("advice"):
        yield labelled("unknown", response["advice"])
    if body := response.get("ask"):
        yield labelled("ask", f"{named(body.get('names'))}, {body.get('phone') or 'no verified number'}")


def departures(response: Mapping[str, Any]) -> Iterator[str]:
    """First and last trains of a service day."""
    yield f"{named((response.get('station') or {}).get('names'))}, service day {response['service_day']} ({response['day_type']})"
    for departure in response.get("departures") or ():
        terminal = named((departure.get("terminal") or {}).get("names"))
        line = named(departure.get("line_names")) or departure["line"]
        yield f"  {line}, {departure['direction']} to {terminal}: first {departure['first']}, last {departure['last']}"
    if not response.get("departures"):
        yield "  no train is known"
    yield from _not_whole(response)
    yield f"  source: {response.get('source')}, {response.get('data_date')}"


def _not_whole(response: Mapping[str, Any]) -> Iterator[str]:
    for line in response.get("incomplete_lines") or ():
        yield f"  {line}: the timetable is not whole; another train may run, or one run on beyond where it is said to end"


def trains(response: Mapping[str, Any], towards: str = "") -> Iterator[str]:
    """The first or last trains of a station, a line each; that no known train stops at the station that was asked `towards`, where these go in its
    direction."""
    for field in ("candidates", "towards_candidates"):
        if candidates := response.get(field):
            yield "several stations are called so; give one of these references:"
            yield from map(place, candidates)
            return
    yield f"{named((response.get('station') or {}).get('names'))}, service day {response['service_day']} ({response['day_type']})"
    for train in response.get("departures") or ():
        line, terminal = named(train.get("line_names")) or train["line"], named((train.get("terminal") or {}).get("names"))
        yield f"  {train['time']} {line}, {train['direction']} to {terminal}{' (ends before)' if train.get('short_of_goal') else ''}"
    if not response.get("departures"):
        yield "  no train is known that goes there without a change" if response.get("towards") else "  no train is known"
    elif towards and not response.get("towards"):
        yield f"  these go in the direction of {towards}, where no known train stops; whether they go so far is not in the timetable"
    yield from _not_whole(response)
    yield f"  source: {response.get('source')}, {response.get('data_date')}"


def journey(response: Mapping[str, Any], *, step_free: bool = False) -> Iterator[str]:
    """The last way home, whether it has gone or is tight, and what else gets one home; or why there is none. `step_free`: it was asked for without
    steps."""
    for field in ("origin", "destination"):
        if candidates := response.get(f"{field}_candidates"):
            yield f"several places are called so; give one of these references as the {field}:"
            yield from map(place, candidates)
    if response.get("empty"):
        yield f"no journey is known on {response['service_day']} ({response['day_type']}){_WHY_NO_JOURNEY.get(response['empty'], '')}"
    for leg in response.get("legs") or ():
        yield from _journey_leg(leg)
    if response.get("legs"):
        careful = "" if response.get("exact") else "; one may perhaps leave later: no timetable is imported"
        yield f"  {_leave(response)}{careful}"
        yield from _lifts(response, step_free=step_free)
    for other in response.get("fallback") or ():
        yield "  " + f"{other['kind'].replace('_', ' ')}: {other['text']}".replace("\n", "\n    ")
    yield f"  source: {response.get('source')}, {response.get('data_date')}"


_WHY_NO_JOURNEY = {
    "no_lift": " whose lifts work",
    "none_near": ": near one end there is no station that one can walk to",
    "on_foot": ": it is near enough to walk, see city120 route",
}


# Only of a loop the terminal does not tell the platform.
_LOOP = ("inner", "outer")


def _journey_leg(leg: Mapping[str, Any]) -> Iterator[str]:
    ends = [named((leg.get(end) or {}).get("names")) for end in ("origin", "destination", "terminal")]
    if leg.get("change_s"):
        yield f"  {leg['change_s'] // 60} min to change"
    told = (named(leg.get("line_names")), leg["direction"] if leg.get("direction") in _LOOP else "", "express" if leg.get("express") else "")
    line = ", ".join(filter(None, told))
    by = f"{line} to {ends[2]}" if leg.get("line_names") else f"{leg.get('distance_m') or 0:.0f} m on foot"
    yield f"  {leg['departure']} {ends[0]}, {by}; {leg['arrival']} {ends[1]}"


def _leave(response: Mapping[str, Any]) -> str:
    """When to be on the platform, or to set out; that it has gone, or is tight."""
    walks = not response["legs"][0].get("line_names")
    leave = f"{'set out' if walks else 'on the platform'} by {response['leave_by']}"
    minutes = abs(int(response.get("slack_s") or 0)) // 60
    if (response.get("slack_s") or 0) < 0:
        return f"{leave}: it has gone, {minutes} min ago"
    return f"{leave}: it is tight, {minutes} min are left" if response.get("tight") else leave


_WHY_NO_ROUTE = {
    "none_near": "near one end there is no station that one can walk to",
    "no_timetable": "no train is known that connects",
    "no_lift": "trains connect, and none is known at whose stations lifts work",
}


def _lifts(response: Mapping[str, Any], *, step_free: bool) -> Iterator[str]:
    """Whether lifts work where one boards and alights, by a list of them, and how old it is; to who cannot use stairs also that there is none."""
    rides = [leg for leg in response.get("legs") or () if leg.get("line_names")]
    if not response.get("lift_date"):
        if rides and step_free:
            yield "  lifts are not known: no list of them is imported (city120 import lifts)"
        return
    states = {leg.get("lifts") for leg in rides}
    told = "are out at a station of this way" if False in states else "work at the stations of this way" if states == {True} else "are not all known"
    old = "; not of that day, they may have failed since" if response.get("lift_freshness") != "fresh" else ""
    yield f"  lifts {told}: {response['lift_source']}, {response['lift_date']}{old}"
    if unknown := response.get("lifts_unknown"):
        yield f"  the list does not have: {', '.join(named(station.get('names')) for station in unknown)}"


def _by(response: Mapping[str, Any]) -> str:
    """How the walks of a way were found, on which map, and whether there are steps, where that is known."""
    steps = {True: ", without steps", False: ", with steps", None: ""}[response.get("step_free")]
    by = "by streets" if response.get("method") == "streets" else "by the straight line"
    return f"{by}{steps}" + (f"\n  map: {response['map_source']}, {response['map_date']}" if response.get("map_source") else "")


def _when(response: Mapping[str, Any]) -> str:
    """When one leaves and is there; or about how long it takes, and of which lines no times are known."""
    if seconds := response.get("estimate_s"):
        unknown = dict.fromkeys(named(leg.get("line_names")) for leg in response["legs"] if leg.get("times_unknown"))
        return f"about {-(-seconds // 60)} min, waits not included; no train times are known of {', '.join(unknown)}"
    latest = "" if response.get("exact") else " at the latest: no timetable is imported"
    return f"leave {response['departure']}, there by {response['arrival']}{latest}"


def route(response: Mapping[str, Any], *, step_free: bool = False) -> Iterator[str]:
    """The way from door to door, or why there is none. `step_free`: it was asked for without steps."""
    for field in ("origin", "destination"):
        if candidates := response.get(f"{field}_candidates"):
            yield f"several places are called so; give one of these references as the {field}:"
            yield from map(place, candidates)
    if response.get("empty"):
        yield f"no way is known: {_WHY_NO_ROUTE.get(response['empty'], response['empty'])}"
    for leg in response.get("legs") or ():
        yield from (f"  {step}" for step in leg.get("steps") or ())
    if response.get("legs"):
        yield f"  {_when(response)}"
    if response.get("walking_m"):
        yield f"  {response['walking_m']:.0f} m on foot, {_by(response)}"
    yield from _lifts(response, step_free=step_free)
    if response.get("source"):
        yield f"  source: {response['source']}, {response['data_date']}"

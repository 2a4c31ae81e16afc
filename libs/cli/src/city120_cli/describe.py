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
    found = names or {}
    official, other = found.get("ko", ""), found.get(language, "")
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
    yield from _clarification(response.get("clarification"))
    for part in response.get("degraded") or ():
        yield labelled("degraded", f"{part['part']}: {part['reason']} ({part['effect']})")
    for other in response.get("also") or ():
        yield ""
        yield "also asked:"
        yield from (f"  {line}" for line in resolution(other))


def _emergency(emergency: Mapping[str, Any] | None) -> Iterator[str]:
    if emergency:
        yield labelled("call first", ", ".join(emergency.get("numbers") or ()))


def _responsibility(found: Mapping[str, Any] | None, language: str) -> Iterator[str]:
    if not found:
        return
    yield labelled("responsible", f"{named(found.get('names'), language) or found.get('name')}, {found['body_id']}")
    if found.get("department_names"):
        yield labelled("department", f"{named(found['department_names'], language)}, {found['department_id']}")
    yield labelled("phone", found.get("phone") or "no verified number; call 120")
    for label, key in (("hours", "hours"), ("usual unit", "usual_unit")):
        if found.get(key):
            yield labelled(label, found[key])
    basis = f", {found['legal_basis']}" if found.get("legal_basis") else ""
    yield labelled("rule", f"{found.get('rule_id')}{basis}")
    dated = f", {found['data_date']}" if found.get("data_date") else ""
    yield labelled("source", f"{found.get('source') or 'not named'}{dated}")
    yield from _why(found)


def _why(found: Mapping[str, Any]) -> Iterator[str]:
    """Why this body, why not the second best, and what would change it."""
    if found.get("reason"):
        yield labelled("why", found["reason"])
    if runner_up := found.get("runner_up"):
        yield labelled("not", f"{runner_up.get('body_id') or runner_up['rule_id']}: {runner_up.get('why_not')}")
    for change in found.get("changes") or ():
        yield labelled("otherwise", change)
    if found.get("note"):
        yield labelled("note", found["note"])


def _answer(answer: Mapping[str, Any] | None) -> Iterator[str]:
    if answer:
        yield labelled("answer from", f"{answer['entry_id']}, reviewed on {answer.get('reviewed_on')}")
        if answer.get("source"):
            yield labelled("source", answer["source"])


def _clarification(found: Mapping[str, Any] | None) -> Iterator[str]:
    if not found:
        return
    yield labelled("missing", ", ".join(found.get("missing") or ()))
    options = found.get("options") or ()
    if options:
        yield "choose by asking again with:"
    for option in options:
        chosen = " ".join(f"--fill {key}={value}" for key, value in (option.get("fill") or {}).items() if value)
        yield f"  {chosen:<40} {option['label']}"


def place(found: Mapping[str, Any]) -> str:
    """One place on a line: reference, names, district, point, distance, phone."""
    parts = [named(found.get("names")) or str(found.get("name")), f"[{found.get('kind')}]"]
    if found.get("district_code"):
        parts.append(str(found["district_code"]))
    if location := found.get("location"):
        parts.append(f"{location['latitude']:.5f},{location['longitude']:.5f}")
    if found.get("distance_m"):
        parts.append(f"{found['distance_m']:.0f} m")
    parts.extend(str(found[key]) for key in ("address", "phone", "hours") if found.get(key))
    return f"{found.get('ref'):<28} {'  '.join(parts)}"


def location(found: Mapping[str, Any]) -> Iterator[str]:
    """Where a point or code lies."""
    for label, key in (("district", "district"), ("admin dong", "admin_dong"), ("legal dong", "legal_dong")):
        if area := found.get(key):
            yield labelled(label, f"{area['code']} {named(area.get('names'))}")
    for area in found.get("admin_dong_candidates") or ():
        yield labelled("maybe dong", f"{area['code']} {named(area.get('names'))}")
    if border := found.get("near_border"):
        other = border.get("district_code") or border.get("outside_code")
        yield labelled("near border", f"{border['distance_m']:.1f} m from {other}")
    yield from _elsewhere(found)
    yield from _boundaries(found)


def _boundaries(found: Mapping[str, Any]) -> Iterator[str]:
    if found.get("source_disagreed"):
        yield labelled("doubtful", "the sources of the boundaries disagree here")
    if found.get("admin_dong_date"):
        yield labelled("admin dong", f"by a layer of {found['admin_dong_date']}: {found['admin_dong_source']}")
    if found.get("boundary_date"):
        yield labelled("boundaries", f"of {found['boundary_date']}")


def _elsewhere(found: Mapping[str, Any]) -> Iterator[str]:
    """A place outside the city, or a code of another time."""
    if found.get("outside_code"):
        yield labelled("outside", f"not in the city: {found['outside_code']} {named(found.get('outside_names'))}".rstrip())
    if old := found.get("superseded"):
        dates = ", ".join(f"{word} {old[key]}" for word, key in (("from", "valid_from"), ("until", "valid_to")) if old.get(key))
        yield labelled("asked for", f"{old['code']} {named(old.get('names'))}, which stands {dates}")


def roads(found: Mapping[str, Any]) -> Iterator[str]:
    """The roads of a point or name, what is known of each, and whom to ask."""
    for road in found.get("roads") or ():
        basis = f" (by {road['class_basis']})" if road.get("class_basis") else ""
        known = [f"{label} {road[label]}" for label in ("owner", "maintainer") if road.get(label)]
        layer = road["layer"]
        parts = [f"{road['distance_m']:.0f} m", f"class {road['road_class']}{basis}".replace("unspecified", "unknown"), *known]
        yield f"{named(road.get('names')) or road['id']}: {', '.join(parts)}; {layer['source']}, {layer['date']}"
    if found.get("advice"):
        yield labelled("unknown", found["advice"])
    if body := found.get("ask"):
        yield labelled("ask", f"{named(body.get('names'))}, {body.get('phone') or 'no verified number; call 120'}")


def departures(found: Mapping[str, Any]) -> Iterator[str]:
    """First and last trains of a service day."""
    yield f"{named((found.get('station') or {}).get('names'))}, service day {found['service_day']} ({found['day_type']})"
    for departure in found.get("departures") or ():
        terminal = named((departure.get("terminal") or {}).get("names"))
        line = named(departure.get("line_names")) or departure["line"]
        yield f"  {line}, {departure['direction']} to {terminal}: first {departure['first']}, last {departure['last']}"
    if not found.get("departures"):
        yield "  no train is known"
    for line in found.get("incomplete_lines") or ():
        yield f"  {line}: the timetable is not whole; a later train may run"
    yield f"  source: {found.get('source')}, {found.get('data_date')}"

"""Domain values as messages of the contract: one translation, one way."""

from __future__ import annotations

import datetime as dt
from weakref import WeakKeyDictionary

from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.type.v1 import type_pb2

from city120_edition import rows
from city120_edition.conditions import read_condition
from city120_edition.layers import Layer
from city120_jurisdiction.areas.location import OUTSIDE, Location
from city120_jurisdiction.areas.roads import FoundRoad
from city120_jurisdiction.directory.index import AreaRow, Directory
from city120_jurisdiction.jurisdiction import Jurisdiction, Question
from city120_jurisdiction.reports import survey
from city120_jurisdiction.reports.explain import changes, depends_on, reason, why_not
from city120_jurisdiction.rules.resolver import Decision, Outcome

# Every point asks for the same few hundred areas; making one anew takes longer than finding where the point lies.
_AREAS: WeakKeyDictionary[Directory, dict[tuple[str, dt.date | None], pb.Area]] = WeakKeyDictionary()
_LOCATIONS: WeakKeyDictionary[Location, pb.AreaLocation] = WeakKeyDictionary()


def _date(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def area(area_row: AreaRow, directory: Directory) -> pb.Area:
    """One area. The message is shared by all answers: copy it, change nothing in it."""
    cache = _AREAS.setdefault(directory, {})
    key = (area_row.row.code, area_row.row.valid_from)
    if key not in cache:
        cache[key] = _area(area_row, directory)
    return cache[key]


def _area(area_row: AreaRow, directory: Directory) -> pb.Area:
    row = area_row.row
    return pb.Area(
        code=row.code,
        kind=f"AREA_KIND_{area_row.kind.upper()}",
        names=row.names,
        district_code=area_row.district_code,
        valid_from=_date(row.valid_from),
        valid_to=_date(row.valid_to),
        succeeded_by=row.succeeded_by,
        division_id=directory.division_id(area_row),
    )


def location(where: Location, directory: Directory) -> pb.AreaLocation:
    """Where a place lies. The message is shared like those of areas."""
    message = _LOCATIONS.get(where)
    if message is None:
        message = _LOCATIONS[where] = _location(where, directory)
    return message


def _location(where: Location, directory: Directory) -> pb.AreaLocation:
    beyond = directory.outside(where.outside) if where.outside else None
    message = pb.AreaLocation(
        outside_code=where.outside,
        outside_names=beyond.names if beyond else None,
        boundary_date=directory.settings.boundary_date.isoformat() if where.by_point else "",
        source_disagreed=where.disputed,
        admin_dong_date=where.dong_layer.date if where.dong_layer else "",
        admin_dong_source=where.dong_layer.source if where.dong_layer else "",
    )
    areas = {"district": where.district, "admin_dong": where.admin_dong, "legal_dong": where.legal_dong, "superseded": where.superseded}
    for name, area_row in areas.items():
        if area_row is not None:
            getattr(message, name).CopyFrom(area(area_row, directory))
    if len(where.admin_dongs) > 1:
        message.admin_dong_candidates.extend(area(dong, directory) for dong in where.admin_dongs)
    if border := where.near_border:
        side = {"outside_code": border.outside} if border.beyond == OUTSIDE else {"district_code": border.beyond}
        message.near_border.CopyFrom(pb.NearBorder(distance_m=border.distance_m, **side))
    return message


def opening(loaded: Jurisdiction, identifier: str, day: dt.date, at: dt.datetime) -> type_pb2.Opening | None:
    """When a body or department is open by the hours of a day, seen from a moment; None when nobody verified it."""
    row = loaded.hours.of(identifier, day)
    if row is None:
        return None
    message = type_pb2.Opening(opening_hours=row.opening_hours, source=row.source, data_date=row.data_date)
    if state := loaded.hours.state(row, at):
        message.open_now = state.open_now
        message.next_change = state.next_change.isoformat() if state.next_change else ""
    return message


def body(loaded: Jurisdiction, row: rows.Body, day: dt.date, at: dt.datetime) -> pb.Body:
    """One body as it stood on a day; its phone, hours and note only when verified."""
    message = pb.Body(
        id=row.id,
        tier=f"TIER_{row.kind.upper()}",
        names=row.names,
        parent_id=row.parent,
        taken_by=loaded.directory.taken_by(row),
        phone=row.phone if row.verified else "",
        hours=row.hours if row.verified else "",
        website=row.website,
        address=row.address,
        former_names=[row.former_names] if row.former_names else [],
        source=row.source,
        data_date=row.data_date,
        verified=row.verified,
        succeeded_by=row.succeeded_by,
        valid_from=_date(row.valid_from),
        valid_to=_date(row.valid_to),
        note=row.note if row.verified else "",
        opening=opening(loaded, row.id, day, at),
        languages=row.languages,
        accessibility=row.accessibility,
    )
    if row.lat is not None and row.lon is not None:
        message.location.CopyFrom(type_pb2.LatLon(latitude=row.lat, longitude=row.lon))
    return message


def department(loaded: Jurisdiction, row: rows.Department, day: dt.date, at: dt.datetime) -> pb.Department:
    """One department as it stood on a day; its phone and hours only when verified."""
    phone, hours = (row.phone, row.hours) if row.verified else ("", "")
    of = loaded.directory.body(row.body_id, day)
    return pb.Department(
        id=row.id,
        body_id=row.body_id,
        names=row.names,
        phone=phone,
        hours=hours,
        source=row.source,
        data_date=row.data_date,
        verified=row.verified,
        opening=opening(loaded, row.id, day, at),
        languages=row.languages,
        accessibility=row.accessibility,
        transfer_number=phone or (of.phone if of.verified else "") or loaded.directory.settings.fallback_phone,
        address=row.address or of.address,
        note=row.note,
    )


def affair(row: rows.Affair) -> pb.Affair:
    """One affair."""
    return pb.Affair(
        code=row.code,
        labels=row.labels,
        tier=f"TIER_{row.tier.upper()}",
        place_role=f"PLACE_ROLE_{row.place_role.upper()}",
        answer_kind=f"ANSWER_KIND_{row.answer_kind.upper()}",
        usual_unit=row.usual_unit,
        source=row.source,
        verified=row.verified,
    )


def rule(row: rows.Rule) -> pb.Rule:
    """One rule."""
    return pb.Rule(
        id=row.id,
        affair=row.affair,
        scope=row.scope,
        legal_basis=row.legal_basis,
        source=row.source,
        data_date=row.data_date,
        verified=row.verified,
        valid_from=_date(row.valid_from),
        valid_to=_date(row.valid_to),
        condition=row.condition,
    )


def responsibilities(
    loaded: Jurisdiction, asked: Question, decision: Decision, beyond: tuple[Question, Decision] | None, at: dt.datetime
) -> list[pb.Responsibility]:
    """Who acts, and who might: the body, the bodies that share the place, those beyond a near border, or those between which a fact decides."""
    sides = [(asked, decision), beyond] if beyond is not None else [(asked, decision)]
    messages = []
    for (here, of), (_, other) in zip(sides, reversed(sides), strict=True):
        changed = changes(loaded, here, of, other if beyond is not None else None)
        messages += [_responsibility(loaded, here, of, by, body_id, changed, at) for by, body_id in _acting(of)]
    return messages


def _acting(decision: Decision) -> list[tuple[rows.Rule, str]]:
    if decision.outcome is Outcome.NEEDS_FACT:
        return [(reached.rule, body_id) for reached in decision.otherwise for body_id in reached.body_ids]
    return [(decision.rule, body_id) for body_id in decision.body_ids] if decision.rule is not None else []


def _responsibility(
    loaded: Jurisdiction, asked: Question, of: Decision, by: rows.Rule, body_id: str, changed: list[str], at: dt.datetime
) -> pb.Responsibility:
    directory = loaded.directory
    acting_body = directory.body(body_id, asked.day)
    message = pb.Responsibility(
        body=body(loaded, acting_body, asked.day, at),
        department=department(loaded, directory.desk(acting_body, by.target, asked.day), asked.day, at),
        usual_unit=by.usual_unit or asked.affair.usual_unit,
        rule=rule(by),
        reason=reason(asked, of, by, body_id, directory),
        depends_on=depends_on(loaded, asked, of),
        changes=changed,
        values=_values(of, by),
    )
    if of.runner_up is not None:
        message.runner_up.CopyFrom(pb.RunnerUp(rule=rule(of.runner_up), body_id=of.runner_up_body, why_not=why_not(by, of.runner_up)))
    tell = directory.tell(by.scope_value, asked.where.district.row.code) if of.outcome is Outcome.SHARED and asked.where.district else None
    if tell is not None:
        message.how_to_tell.update(tell.texts)
        message.how_to_tell_source = f"{tell.source} ({tell.data_date})" if tell.data_date else tell.source
    return message


def _values(decision: Decision, by: rows.Rule) -> list[str]:
    """When a fact is missing: the values of it with which a rule holds; none for the rule that holds with all others."""
    if decision.outcome is not Outcome.NEEDS_FACT:
        return []
    return sorted(str(value) for value in dict(read_condition(by.condition).allowed).get(decision.missing, ()))


def finding(item: survey.Finding) -> pb.CoverageFinding:
    """One finding of the coverage report."""
    return pb.CoverageFinding(affair_code=item.affair, district_code=item.district, rule_ids=item.rules, detail=item.detail)


def layer(stored: Layer) -> pb.Layer:
    """One imported layer."""
    return pb.Layer(kind=stored.kind, version=stored.version, date=stored.date, source=stored.source)


def road(candidate: FoundRoad) -> pb.Road:
    """One road."""
    row = candidate.road
    return pb.Road(
        id=row.id,
        names=row.names,
        road_class=road_class([candidate]),
        class_basis=candidate.basis,
        owner=row.owner,
        maintainer=row.maintainer,
        distance_m=candidate.distance_m,
        asset_id=candidate.asset,
        ref=row.ref,
        layer=layer(candidate.layer),
    )


def road_class(candidates: list[FoundRoad]) -> str:
    """The class that all roads have; unspecified when they differ."""
    (only, *others) = {candidate.road_class for candidate in candidates} or {""}
    return f"ROAD_CLASS_{only.upper() if only and not others else 'UNSPECIFIED'}"


def add_grid(response: pb.ReportCoverageResponse, directory: Directory, report: survey.Report) -> None:
    """The columns and rows of the grid."""
    response.districts.extend(area(directory.area(code), directory) for code in report.districts)
    for code, states in report.grid.items():
        response.grid.add(affair_code=code, labels=directory.affairs[code].labels, states=[f"COVERAGE_STATE_{state.name}" for state in states])

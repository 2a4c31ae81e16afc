"""Domain values as messages of the contract: one translation, one way."""

from __future__ import annotations

import datetime as dt

from city120.jurisdiction.v1 import jurisdiction_pb2 as pb
from city120.type.v1 import type_pb2

from city120_edition import rows
from city120_edition.layers import Layer
from city120_jurisdiction import coverage
from city120_jurisdiction.directory import AreaRow, Directory
from city120_jurisdiction.domain import Jurisdiction
from city120_jurisdiction.explain import depends_on, reason, why_not
from city120_jurisdiction.location import OUTSIDE, Location
from city120_jurisdiction.resolver import Decision
from city120_jurisdiction.roads import FoundRoad


def _date(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def area(found: AreaRow) -> pb.Area:
    """One area."""
    row = found.row
    return pb.Area(
        code=row.code,
        kind=f"AREA_KIND_{found.kind.upper()}",
        names=row.names,
        district_code=found.district_code,
        valid_from=_date(row.valid_from),
        valid_to=_date(row.valid_to),
        succeeded_by=row.succeeded_by,
    )


def location(found: Location, boundary_date: dt.date) -> pb.AreaLocation:
    """Where a place lies."""
    message = pb.AreaLocation(
        outside_code=found.outside,
        boundary_date=boundary_date.isoformat() if found.by_point else "",
        source_disagreed=found.disputed,
        admin_dong_date=found.dong_layer.date if found.dong_layer else "",
        admin_dong_source=found.dong_layer.source if found.dong_layer else "",
    )
    for name, part in (("district", found.district), ("admin_dong", found.admin_dong), ("legal_dong", found.legal_dong)):
        if part is not None:
            getattr(message, name).CopyFrom(area(part))
    if len(found.admin_dongs) > 1:
        message.admin_dong_candidates.extend(area(dong) for dong in found.admin_dongs)
    if border := found.near_border:
        side = {"outside_code": border.outside} if border.beyond == OUTSIDE else {"district_code": border.beyond}
        message.near_border.CopyFrom(pb.NearBorder(distance_m=border.distance_m, **side))
    return message


def opening(loaded: Jurisdiction, identifier: str, at: dt.datetime) -> type_pb2.Opening | None:
    """When a body or department is open, seen from a moment; None when nobody verified it."""
    row = loaded.hours.of(identifier, at.date())
    if row is None:
        return None
    message = type_pb2.Opening(opening_hours=row.opening_hours, source=row.source, data_date=row.data_date)
    if state := loaded.hours.state(row, at):
        message.open_now = state.open_now
        message.next_change = state.next_change.isoformat() if state.next_change else ""
    return message


def body(loaded: Jurisdiction, row: rows.Body, at: dt.datetime) -> pb.Body:
    """One body; its phone and hours only when verified."""
    message = pb.Body(
        id=row.id,
        tier=f"TIER_{row.kind.upper()}",
        names=row.names,
        parent_id=row.parent,
        phone=row.phone if row.verified else "",
        hours=row.hours if row.verified else "",
        website=row.website,
        address=row.address,
        former_names=[row.former_names] if row.former_names else [],
        source=row.source,
        data_date=row.data_date,
        verified=row.verified,
        succeeded_by=row.succeeded_by,
        opening=opening(loaded, row.id, at),
        languages=row.languages,
        accessibility=row.accessibility,
    )
    if row.lat is not None and row.lon is not None:
        message.location.CopyFrom(type_pb2.LatLon(latitude=row.lat, longitude=row.lon))
    return message


def department(loaded: Jurisdiction, row: rows.Department, at: dt.datetime) -> pb.Department:
    """One department; its phone and hours only when verified."""
    phone, hours = (row.phone, row.hours) if row.verified else ("", "")
    of = loaded.directory.body(row.body_id)
    return pb.Department(
        id=row.id,
        body_id=row.body_id,
        names=row.names,
        phone=phone,
        hours=hours,
        source=row.source,
        data_date=row.data_date,
        verified=row.verified,
        opening=opening(loaded, row.id, at),
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
    )


def responsibilities(
    loaded: Jurisdiction, asked: rows.Affair, decision: Decision, where: Location, day: dt.date, body_ids: tuple[str, ...], at: dt.datetime
) -> list[pb.Responsibility]:
    """One responsibility for each of `body_ids`, all by the rule that decided."""
    if decision.rule is None:
        return []
    found = []
    for body_id in body_ids:
        message = pb.Responsibility(
            body=body(loaded, loaded.directory.body(body_id), at),
            department=department(loaded, _department(loaded.directory, body_id, decision.rule.target), at),
            usual_unit=decision.rule.usual_unit or asked.usual_unit,
            rule=rule(decision.rule),
            reason=reason(decision, where),
            depends_on=depends_on(loaded.resolver.rules_for(asked.code, day)),
        )
        if decision.runner_up is not None:
            why = why_not(decision.rule, decision.runner_up)
            message.runner_up.CopyFrom(pb.RunnerUp(rule=rule(decision.runner_up), body_id=decision.runner_up_body, why_not=why))
        found.append(message)
    return found


def _department(directory: Directory, body_id: str, target: str) -> rows.Department:
    return directory.departments.get(target) or directory.front_desk(directory.body(body_id))


def finding(found: coverage.Finding) -> pb.CoverageFinding:
    """One finding of the coverage report."""
    return pb.CoverageFinding(affair_code=found.affair, district_code=found.district, rule_ids=found.rules, detail=found.detail)


def layer(found: Layer) -> pb.Layer:
    """One imported layer."""
    return pb.Layer(kind=found.kind, version=found.version, date=found.date, source=found.source)


def road(found: FoundRoad) -> pb.Road:
    """One road."""
    row = found.road
    return pb.Road(
        id=row.id,
        names=row.names,
        road_class=road_class([found]),
        class_basis=found.basis,
        owner=row.owner,
        maintainer=row.maintainer,
        distance_m=found.distance_m,
        asset_id=found.asset,
        ref=row.ref,
        layer=layer(found.layer),
    )


def road_class(found: list[FoundRoad]) -> str:
    """The class that all roads have; unspecified when they differ."""
    (only, *others) = {one.road_class for one in found} or {""}
    return f"ROAD_CLASS_{only.upper() if only and not others else 'UNSPECIFIED'}"


def add_grid(response: pb.ReportCoverageResponse, directory: Directory, found: coverage.Report) -> None:
    """The columns and rows of the grid."""
    response.districts.extend(area(directory.area(code)) for code in found.districts)
    for code, states in found.grid.items():
        response.grid.add(affair_code=code, labels=directory.affairs[code].labels, states=[f"COVERAGE_STATE_{state.name}" for state in states])

"""`city120 route`, against a gateway that speaks the frozen format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Run, SpokenGateway


def _stop(name: str) -> dict[str, Any]:
    return {"ref": f"station:{name}", "kind": "station", "names": {"ko": name}}


ROUTE: dict[str, Any] = {
    "departure": "2026-11-27T08:10:00+09:00",
    "arrival": "2026-11-27T08:45:00+09:00",
    "exact": False,
    "walking_m": 350.0,
    "source": "timetable",
    "data_date": "2026-06",
    "legs": [{"mode": "walk", "steps": ["걷기"]}, {"mode": "line.2", "steps": ["갈아타기", "타기"]}],
}


def test_the_way_is_told_step_by_step_and_its_picture_written(city120: Run, gateway: SpokenGateway, tmp_path: Path) -> None:
    gateway.answers["/v1/directions"] = ROUTE | {"picture": "<svg/>"}
    picture = tmp_path / "route.svg"
    ended = city120(
        "directions", "Gangnam", "37.5,127.0", "--arrive", "2026-11-27T09:00:00+09:00", "--svg", str(picture), "--address", gateway.address
    )
    assert ended.status == 0
    assert ended.out.splitlines() == [
        "  걷기",
        "  갈아타기",
        "  타기",
        "  leave 2026-11-27T08:10:00+09:00, there by 2026-11-27T08:45:00+09:00 at the latest: no timetable is imported",
        "  350 m on foot, by the straight line",
        "  source: timetable, 2026-06",
    ]
    assert picture.read_text(encoding="utf-8") == "<svg/>"
    wanted = {"from": "Gangnam", "to_lat": "37.5", "to_lon": "127.0", "arrive_by": "2026-11-27T09:00:00+09:00", "picture": "true"}
    assert gateway.asked[0].query == wanted


@pytest.mark.parametrize(("step_free", "told"), [(True, ", without steps"), (False, ", with steps"), (None, "")])
def test_a_walk_by_streets_says_whether_there_are_steps(city120: Run, gateway: SpokenGateway, step_free: bool | None, told: str) -> None:
    gateway.answers["/v1/directions"] = (
        ROUTE | {"method": "streets", "map_source": "M", "map_date": "2026-10"} | ({"step_free": step_free} if step_free is not None else {})
    )
    ended = city120("directions", "Gangnam", "Yeoksam", "--step-free", "--address", gateway.address)
    assert ended.out.splitlines()[-3:-1] == [f"  350 m on foot, by streets{told}", "  map: M, 2026-10"]
    assert gateway.asked[0].query["step_free"] == "true"


@pytest.mark.parametrize(
    ("answer", "told"),
    [({"destination_candidates": [_stop("신촌"), _stop("신천")]}, "station:신천"), ({"empty": "none_near"}, "no way is known: near one end")],
    ids=["several places", "no station"],
)
def test_no_way_is_a_finding_that_says_why(city120: Run, gateway: SpokenGateway, answer: dict[str, Any], told: str) -> None:
    gateway.answers["/v1/directions"] = answer
    ended = city120("directions", "Gangnam", "Sinchon", "--address", gateway.address)
    assert ended.status == 1
    assert told in ended.out

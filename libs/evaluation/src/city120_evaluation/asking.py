"""Asks a gateway what is golden: what is sent for an inquiry, and the answer judged."""

from __future__ import annotations

import re
import time
from typing import Any, Protocol

from city120_evaluation import golden
from city120_evaluation.golden import Golden, Judged

_AREA_CODE = re.compile(r"\d{5}|\d{8}|\d{10}")


class Gateway(Protocol):
    """Whoever resolves inquiries."""

    def resolve(self, inquiry: dict[str, Any]) -> dict[str, Any]:
        """The resolution of an inquiry, both as the JSON of the REST interface. Raises Refused."""
        ...


class Refused(Exception):
    """The gateway answered with an error; `http_status` tells which."""

    def __init__(self, http_status: int, detail: str) -> None:
        super().__init__(detail)
        self.http_status = http_status


def point_of(text: str) -> tuple[float, float] | None:
    """Degrees north and east of `37.5666,126.9784`; None for anything else."""
    figures = text.split(",")
    if len(figures) != 2:
        return None
    try:
        north, east = float(figures[0]), float(figures[1])
    except ValueError:
        return None
    return (north, east) if -90 <= north <= 90 and -180 <= east <= 180 else None


def place_of(text: str) -> dict[str, Any]:
    """A place as the inquiry wants it: 5, 8 or 10 digits are an area code, two numbers a point, anything else words."""
    if _AREA_CODE.fullmatch(text):
        return {"area_code": text}
    if point := point_of(text):
        return {"lat": point[0], "lon": point[1]}
    return {"text": text}


def request_of(inquiry: Golden, at: str) -> dict[str, Any]:
    """What is sent for an inquiry; `at` is the moment when it names none itself."""
    request: dict[str, Any] = {"text": inquiry.text, "channel": "agent", "at": inquiry.at or at}
    if inquiry.place:
        request["place"] = place_of(re.sub(r"^(text|area_code)=", "", inquiry.place))
    return request


def ask(gateway: Gateway, inquiry: Golden) -> Judged:
    """One inquiry; a gateway that refuses it is a miss, one that is not there ends the evaluation."""
    request = request_of(inquiry, golden.OFFICE_HOURS)
    started = time.perf_counter()
    try:
        response = gateway.resolve(request)
    except Refused as refused:
        return Judged(inquiry, (), "", 0.0, _since(started), failure=f"{refused.http_status}: {refused}")
    return golden.judge(inquiry, response, _since(started))


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000

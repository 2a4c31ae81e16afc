"""E-Gen's lists, from a server on this machine that speaks their format: read, kept, and left alone when they do not answer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from city120_wayfinding.live.egen import EGen
from city120_wayfinding.live.near import LiveSearch
from city120_wayfinding.places.place import Place, Point
from city120_wayfinding.places.search import Query
from tests.unit.wayfinding.places.lists import HERE, SEOUL, at, place, search_over

KEY = "secret+/="
HOURS = "".join(f"<dutyTime{day}s>0900</dutyTime{day}s><dutyTime{day}c>2500</dutyTime{day}c>" for day in range(1, 7))
ITEM = (
    f"<item><hpid>C1</hpid><dutyName>가나약국</dutyName><dutyAddr>서울특별시 용산구 1</dutyAddr><dutyTel1>02-123-4567</dutyTel1>{HOURS}"
    f"<wgs84Lat>{HERE.latitude}</wgs84Lat><wgs84Lon>{HERE.longitude}</wgs84Lon></item>"
)
NAMELESS = "<item><hpid>C2</hpid></item>"
REFUSED = (
    "<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>"
    "<returnAuthMsg>SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg></cmmMsgHeader></OpenAPI_ServiceResponse>"
)


def listed(items: str, total: int | str = 1, code: str = "00") -> str:
    head = f"<header><resultCode>{code}</resultCode><resultMsg>said</resultMsg></header>"
    return f"<?xml version='1.0' encoding='UTF-8'?><response>{head}<body><items>{items}</items><totalCount>{total}</totalCount></body></response>"


@dataclass
class Server:
    """What it answers, and what it was asked."""

    answer: str = listed(ITEM + NAMELESS)
    status: int = 200
    asked: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            state.asked.append((url.path, parse_qs(url.query)))
            self.send_response(state.status)
            self.end_headers()
            self.wfile.write(state.answer.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    state.address = f"http://127.0.0.1:{httpd.server_port}/B552657"
    yield state
    httpd.shutdown()
    httpd.server_close()


@dataclass
class Clock:
    """A clock that is set."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def source(server: Server, clock: Clock) -> EGen:
    return EGen(server.address, KEY, "서울특별시", SEOUL, timeout_s=2.0, keep_s=600.0, clock=clock)


def test_a_list_is_asked_for_by_district_and_read(server: Server) -> None:
    places = source(server, Clock()).places("pharmacy", "용산구")
    assert places is not None
    (pharmacy,) = places
    path, query = server.asked[0]
    assert path == "/B552657/ErmctInsttInfoInqireService/getParmacyListInfoInqire"
    assert (query["serviceKey"], query["Q0"], query["Q1"]) == ([KEY], ["서울특별시"], ["용산구"])
    assert (pharmacy.ref, pharmacy.names, pharmacy.phone, pharmacy.point) == ("place:egen/C1", {"ko": "가나약국"}, "02-123-4567", HERE)
    assert pharmacy.opening is not None
    assert pharmacy.opening.written == "Mo-Sa 09:00-25:00; PH off"


def test_hospitals_and_clinics_are_told_apart_by_their_type(server: Server) -> None:
    clinic = ITEM.replace("<hpid>C1", "<dutyDivNam>의원</dutyDivNam><hpid>A1")
    server.answer = listed(clinic + ITEM.replace("<hpid>C1", "<dutyDivNam>종합병원</dutyDivNam><hpid>A2"), 2)
    egen = source(server, Clock())
    assert [[place.ref for place in egen.places(kind, "용산구") or ()] for kind in ("clinic", "hospital")] == [["place:egen/A1"], ["place:egen/A2"]]
    assert len(server.asked) == 1


def test_all_pages_are_read(server: Server) -> None:
    server.answer = listed(ITEM, 2500)
    source(server, Clock()).places("pharmacy", "용산구")
    assert [query["pageNo"] for _, query in server.asked] == [["1"], ["2"], ["3"]]


def test_a_list_is_kept_for_a_while_and_longer_when_there_is_no_newer_one(server: Server) -> None:
    clock = Clock()
    egen = source(server, clock)
    egen.places("pharmacy", "용산구")
    clock.now = 599.0
    egen.places("pharmacy", "용산구")
    assert len(server.asked) == 1
    clock.now, server.status = 601.0, 500
    assert len(egen.places("pharmacy", "용산구") or ()) == 1
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (REFUSED, 200, "SERVICE_KEY_IS_NOT_REGISTERED_ERROR"),
        (listed("", 0, "22"), 200, "said"),
        (listed(ITEM, "many"), 200, "the count of its places is 'many'"),
        (listed(ITEM, ""), 200, "the count of its places is ''"),
        ("no XML", 200, "ParseError"),
        ("", 503, "HTTPStatusError"),
    ],
)
def test_after_three_failures_it_is_left_alone_and_the_key_is_not_logged(
    server: Server, caplog: pytest.LogCaptureFixture, answer: str, status: int, says: str
) -> None:
    clock = Clock()
    egen, server.answer, server.status = source(server, clock), answer, status
    with caplog.at_level(logging.ERROR):
        assert [egen.places("pharmacy", "용산구") for _ in range(5)] == [None] * 5
    assert len(server.asked) == 3
    logged = str([record.__dict__ for record in caplog.records if record.name.startswith("city120")])
    assert says in logged
    assert "secret" not in logged
    clock.now, server.answer, server.status = 61.0, listed(ITEM), 200
    assert len(egen.places("pharmacy", "용산구") or ()) == 1


DISTRICT = Place("area:11170", "district", {"ko": "용산구"}, "11170", Point(HERE.latitude, HERE.longitude), categories=("district",))
ASKED = Query(kinds=("pharmacy",), near=HERE, at=at("2026-11-27T23:30"), open_only=True)


def test_a_search_near_a_point_is_answered_by_the_list_of_its_district(server: Server) -> None:
    outcome = LiveSearch(source(server, Clock())).search(ASKED, search_over([place("imported", "24/7")], edition=[DISTRICT]))
    assert outcome is not None
    (hit,) = outcome.hits
    assert (hit.place.ref, hit.place.district_code, hit.opening is not None and hit.opening.open_now) == ("place:egen/C1", "11170", True)


def test_without_an_answer_imported_lists_are_searched(server: Server) -> None:
    server.status = 500
    assert LiveSearch(source(server, Clock())).search(ASKED, search_over([], edition=[DISTRICT])) is None

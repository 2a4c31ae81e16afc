"""StreamLocateAreas as another city system would call it, and `city120 locate --in --out` over it."""

from __future__ import annotations

import asyncio
import csv
import math
import os
from collections.abc import AsyncIterable, AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from city120.jurisdiction.v1 import jurisdiction_pb2 as pb

from city120_cli import bulk
from city120_cli.__main__ import main
from city120_client import JurisdictionClient, open_channel
from city120_edition import Edition
from city120_edition.holder import EditionHolder
from city120_errors import City120Error, FailedPrecondition, InvalidArgument
from city120_jurisdiction.__main__ import register
from city120_jurisdiction.jurisdiction import Jurisdiction
from city120_jurisdiction.servicer import MOST_POINTS
from city120_jurisdiction.settings import JurisdictionSettings
from city120_platform.grpc_server import SERVING, GrpcServer

CITY_HALL, BUSAN = (37.5663, 126.9779), (35.1796, 129.0756)


@pytest.fixture(scope="module")
async def target(edition: Edition) -> AsyncIterator[str]:
    holder: EditionHolder[Jurisdiction] = EditionHolder(lambda: edition.path, Jurisdiction.load)
    server = GrpcServer(JurisdictionSettings(drain_s=0.1), 0, [])
    register(server, holder)
    await server.start()
    await holder.load_current()
    await server.set_health(SERVING)
    yield f"127.0.0.1:{server.port}"
    await server.stop()


async def answers(target: str, *requests: pb.StreamLocateAreasRequest) -> list[pb.StreamLocateAreasResponse]:
    async def sent() -> AsyncIterator[pb.StreamLocateAreasRequest]:
        for request in requests:
            yield request

    async with open_channel(target) as channel:
        return [answer async for answer in JurisdictionClient(channel).stream_locate_areas(sent(), timeout=10)]


def batch(*points: tuple[float, float], as_of: str = "") -> pb.StreamLocateAreasRequest:
    return pb.StreamLocateAreasRequest(latitudes=[point[0] for point in points], longitudes=[point[1] for point in points], as_of=as_of)


async def test_batches_come_back_in_order_and_a_bad_point_ends_nothing(target: str, edition: Edition) -> None:
    first, second = await answers(target, batch(CITY_HALL, (math.nan, 127.0), BUSAN), batch((91.0, 0.0), CITY_HALL))
    assert (first.edition_id, second.edition_id) == (edition.id, edition.id)
    assert list(first.district_codes) == [11140, 0, 0]
    assert list(second.district_codes) == [0, 11140]
    assert first.legal_dong_codes[0] // 1000 == 11140
    assert (list(first.bad_indices), list(second.bad_indices)) == ([1], [0])
    assert math.isnan(first.border_distances_m[1])
    assert math.isinf(first.border_distances_m[2])
    assert 0 < first.border_distances_m[0] < 3000


async def test_the_directory_date_of_a_stream_is_that_of_its_first_batch(target: str) -> None:
    first, second = await answers(target, batch(CITY_HALL, as_of="2026-01-01"), batch(CITY_HALL, as_of="1900-01-01"))
    assert list(first.district_codes) == list(second.district_codes)


async def test_an_empty_stream_and_an_empty_batch_are_fine(target: str) -> None:
    assert await answers(target) == []
    (empty,) = await answers(target, batch())
    assert not empty.district_codes


@pytest.mark.parametrize(
    ("request_", "error", "field"),
    [
        (pb.StreamLocateAreasRequest(latitudes=[37.5], longitudes=[127.0, 127.1]), InvalidArgument, "longitudes"),
        (batch(*[CITY_HALL] * (MOST_POINTS + 1)), InvalidArgument, "latitudes"),
        (batch(CITY_HALL, as_of="1900-01-01"), FailedPrecondition, "as_of"),
        (batch(CITY_HALL, as_of="today"), InvalidArgument, "as_of"),
    ],
)
async def test_a_wrong_batch_names_the_field(target: str, request_: pb.StreamLocateAreasRequest, error: type[City120Error], field: str) -> None:
    with pytest.raises(error) as refused:
        await answers(target, request_)
    assert refused.value.field == field
    assert refused.value.fix


def table(path: Path, *rows: dict[str, Any]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


async def run(target: str, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The command in a thread of its own: it has an event loop of its own."""
    monkeypatch.setenv("CITY120_JURISDICTION_TARGET", target)
    return await asyncio.to_thread(main, ["locate", *arguments])


async def test_a_table_keeps_its_columns_and_order(target: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rows = [{"name": f"점 {number}", "Latitude": 37.45 + number * 1e-5, "lng": 126.95} for number in range(25_000)]
    source, out = table(tmp_path / "in.csv", *rows), tmp_path / "out.csv"
    assert await run(target, monkeypatch, "--in", str(source), "--out", str(out)) == 0
    with out.open(encoding="utf-8", newline="") as stream:
        result = list(csv.DictReader(stream))
    assert [row["name"] for row in result] == [row["name"] for row in rows]
    assert {row["district_code"] for row in result} >= {"11620", "11590", "11440"}
    assert all(row["legal_dong_code"].startswith(row["district_code"]) for row in result)


async def test_columns_that_share_a_name_or_have_none_are_kept_by_their_position(
    target: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("lat,lon,note,note,,\n37.5663,126.9779,a,b,c,d\n\n37.5663,126.9779,a\n", encoding="utf-8")
    assert await run(target, monkeypatch, "--in", str(source), "--out", str(out)) == 0
    header, whole, short = out.read_text(encoding="utf-8").splitlines()
    assert header == f"lat,lon,note,note,,,{','.join(bulk.ADDED)}"
    assert whole.startswith("37.5663,126.9779,a,b,c,d,11140,")
    assert short.startswith("37.5663,126.9779,a,,,,11140,")


async def test_no_more_batches_are_under_way_than_may_be_however_greedy_the_transport(
    target: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The transport takes every request that it can get before it hands out an answer: what is held then does not grow with the table."""
    under_way: list[int] = []

    class Greedy(JurisdictionClient):
        async def stream_locate_areas(
            self, requests: AsyncIterable[pb.StreamLocateAreasRequest], *, timeout: float, edition: str = ""
        ) -> AsyncIterator[pb.StreamLocateAreasResponse]:
            taken: asyncio.Queue[pb.StreamLocateAreasRequest | None] = asyncio.Queue()

            async def take() -> None:
                async for request in requests:
                    taken.put_nowait(request)
                taken.put_nowait(None)

            taking = asyncio.create_task(take())
            while (request := await taken.get()) is not None:
                for _ in range(100):
                    await asyncio.sleep(0)
                under_way.append(taken.qsize() + 1)
                zeros = [0] * len(request.latitudes)
                yield pb.StreamLocateAreasResponse(district_codes=zeros, legal_dong_codes=zeros, border_distances_m=zeros)
            await taking

    monkeypatch.setattr("city120_client.JurisdictionClient", Greedy)
    monkeypatch.setattr(bulk, "BATCH", 2)
    source, out = table(tmp_path / "in.csv", *({"lat": 37.5, "lon": 127.0} for _ in range(50))), tmp_path / "out.csv"
    assert await run(target, monkeypatch, "--in", str(source), "--out", str(out)) == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 51
    assert under_way[: -bulk.AHEAD] == [bulk.AHEAD] * (25 - bulk.AHEAD)


async def test_bad_points_are_a_finding_and_the_others_are_located(
    target: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ({"lat": "37.5663", "lon": "126.9779"}, {"lat": "north", "lon": "127"}, {"lat": "", "lon": ""})
    source, out = table(tmp_path / "in.csv", *rows), tmp_path / "out.csv"
    assert await run(target, monkeypatch, "--in", str(source), "--out", str(out)) == 1
    with out.open(encoding="utf-8", newline="") as stream:
        good, *bad = list(csv.DictReader(stream))
    assert (good["district_code"], good["problem"]) == ("11140", "")
    assert all(row["problem"] and not row["district_code"] for row in bad)
    assert "3 points: 1 in the city, 0 outside, 2 bad" in capsys.readouterr().out


async def test_a_row_with_shifted_fields_is_bad_and_never_located(target: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("name,lat,lon\n역, 서울,37.5663,126.9779\n시청,37.5663,126.9779\n", encoding="utf-8")
    assert await run(target, monkeypatch, "--in", str(source), "--out", str(out)) == 1
    with out.open(encoding="utf-8", newline="") as stream:
        shifted, good = list(csv.DictReader(stream))
    assert (shifted["district_code"], good["district_code"]) == ("", "11140")
    assert "more fields than the header" in shifted["problem"]


@pytest.mark.parametrize(
    "torn",
    [pytest.param("37.5,127.0,서울\n".encode("cp949"), id="no UTF-8"), pytest.param(b"37.5,127.0," + b"x" * 200_000 + b"\n", id="a field too long")],
)
async def test_what_is_no_table_of_utf_8_is_told_with_the_line_and_leaves_nothing(
    target: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], torn: bytes
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(b"lat,lon,name\n" + b"37.5663,126.9779,x\n" * 20_000 + torn)
    assert await run(target, monkeypatch, "--in", str(source), "--out", str(out)) == 2
    assert "save it as CSV in UTF-8" in capsys.readouterr().err
    assert os.listdir(tmp_path) == [source.name]


@pytest.mark.parametrize(
    ("text", "arguments", "says"),
    [
        ("a,b\n1,2\n", ("--in", "{in}", "--out", "{out}"), "lat and lon"),
        ("lat,lon\n", ("--in", "{in}"), "--out"),
        ("lat,lon\n", ("--in", "{in}", "--out", "{in}"), "another file"),
        ("lat,lon\n", ("--in", "{in}", "--out", "{out}", "37.5", "127"), "no point"),
        ("lat,lon\n", ("--in", "{in}.missing", "--out", "{out}"), "no file"),
        ("lat,lon,problem\n", ("--in", "{in}", "--out", "{out}"), "has the column problem already"),
        ("lat,lon,lat\n37.5,127,3\n", ("--in", "{in}", "--out", "{out}"), "lat (column 1) and lat (column 3) could each be the latitude"),
        ("lat,x,Lng\n", ("--in", "{in}", "--out", "{out}"), "x (column 2) and Lng (column 3) could each be the longitude"),
        ("lat,lon\n", ("--in", "{in}", "--out", "{out}.d/y.csv"), "out.csv.d/y.csv cannot be written"),
        ("lat,lon\n37.5,127\n", ("--in", "{in}", "--out", "{out}", "--as-of", "2020-01-01"), "as_of"),
    ],
)
async def test_wrong_usage_is_told_and_writes_nothing(
    target: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, arguments: tuple[str, ...], says: str
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(text, encoding="utf-8")
    filled = [argument.format(**{"in": source, "out": out}) for argument in arguments]
    assert await run(target, monkeypatch, *filled) == 2
    told = capsys.readouterr().err
    assert says in told
    assert "city120 up" not in told
    assert os.listdir(tmp_path) == [source.name]


async def test_without_the_service_it_says_how_to_start_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = table(tmp_path / "in.csv", {"lat": 37.5, "lon": 127.0})
    assert await run("127.0.0.1:1", monkeypatch, "--in", str(source), "--out", str(tmp_path / "out.csv")) == 1
    assert "city120 up" in capsys.readouterr().err
    assert os.listdir(tmp_path) == [source.name]

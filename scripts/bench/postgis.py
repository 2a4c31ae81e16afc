"""PostGIS with the edition's map of dongs in it, for side-by-side measurements.

CITY120_BENCH_POSTGIS names a database that may be written to (`host=… dbname=…`); otherwise a private cluster is started in a temporary folder, on a
Unix socket alone, when the programs are there (Debian: apt-get install postgresql postgresql-15-postgis-3). Polygons and borders are cut into pieces
of few vertices and indexed, which is how PostGIS is fastest; each question is a prepared statement that `pgbench`, a client in C, asks.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from city120_edition.geometry import DongMap

_PIECE = 64
_SECONDS = 5
_SCHEMA = "city120_bench"
_ANSWER = """(SELECT min(code) FROM dong WHERE ST_Intersects(dong.geom, p.g)),
  (SELECT border.geom <-> p.g FROM border ORDER BY border.geom <-> p.g LIMIT 1)"""
_SINGLE = f"""\\set lat random(37430000, 37700000)
\\set lon random(126770000, 127180000)
WITH p AS MATERIALIZED (SELECT ST_Transform(ST_SetSRID(ST_MakePoint(:lon / 1e6, :lat / 1e6), 4326), 5179) AS g) SELECT {_ANSWER} FROM p;
"""
_MANY = f"""CREATE TABLE answer AS WITH p AS MATERIALIZED
  (SELECT n, ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 5179) AS g FROM point) SELECT n, {_ANSWER} FROM p"""


class NoPostgis(Exception):
    """There is none here; the message says why."""


@dataclass(frozen=True)
class Postgis:
    """A database with the map of dongs in it."""

    folder: Path
    target: str
    user: str

    def run(self, program: str, *arguments: str, stdin: str = "") -> str:
        """What a client program prints. Raises NoPostgis with what it complains of."""
        environment = {**os.environ, "PGOPTIONS": f"-c search_path={_SCHEMA},public -c client_min_messages=error"}
        command = [_program(program), *arguments]
        process = subprocess.run(
            command, input=stdin, capture_output=True, text=True, check=False, user=self.user or None, cwd=self.folder, env=environment
        )
        if process.returncode:
            raise NoPostgis(f"{program}: {process.stderr.strip()[-300:]}")
        return process.stdout

    def sql(self, text: str) -> str:
        """The answer to some SQL, as unaligned text."""
        return self.run("psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-d", self.target, stdin=text)

    def fill(self, dong_map: DongMap, latitudes: np.ndarray, longitudes: np.ndarray) -> None:
        """Write the map of dongs and some points, replacing what a run before left."""
        dongs = "\n".join(f"{code}\t{shapely.to_wkb(shape, hex=True)}" for code, shape in zip(dong_map.codes, dong_map.polygons, strict=True))
        borders = "\n".join(shapely.to_wkb(line, hex=True) for *_, line in dong_map.edges)
        points = "\n".join(f"{n}\t{lat!r}\t{lon!r}" for n, (lat, lon) in enumerate(zip(latitudes.tolist(), longitudes.tolist(), strict=True)))
        self.sql(
            f"""CREATE SCHEMA IF NOT EXISTS {_SCHEMA};
CREATE EXTENSION IF NOT EXISTS postgis SCHEMA public;
DROP TABLE IF EXISTS whole, line, dong, border, point, answer;
CREATE TABLE whole (code text, geom geometry);
COPY whole FROM stdin;
{dongs}
\\.
CREATE TABLE line (geom geometry);
COPY line FROM stdin;
{borders}
\\.
CREATE TABLE point (n int, lat float8, lon float8);
COPY point FROM stdin;
{points}
\\.
CREATE TABLE dong AS SELECT code, ST_Subdivide(ST_SetSRID(geom, 5179), {_PIECE}) AS geom FROM whole;
CREATE TABLE border AS SELECT ST_Subdivide(ST_SetSRID(geom, 5179), {_PIECE}) AS geom FROM line;
CREATE INDEX ON dong USING gist (geom);
CREATE INDEX ON border USING gist (geom);
ANALYZE;"""
        )

    def single(self, connections: int) -> float:
        """Points a second, one a question, on so many connections."""
        script = self.folder / "single.sql"
        script.write_text(_SINGLE, encoding="utf-8")
        output = self.run("pgbench", "-n", "-M", "prepared", "-c", str(connections), "-j", "1", "-T", str(_SECONDS), "-f", str(script), self.target)
        rate = re.search(r"tps = ([\d.]+)", output)
        if rate is None:
            raise NoPostgis(f"pgbench says {output!r}")
        return float(rate[1])

    def many(self) -> tuple[float, dict[int, str]]:
        """Points a second when all are asked in one question, and the dong of each that lies in one."""
        began = time.perf_counter()
        self.sql(_MANY)
        seconds = time.perf_counter() - began
        rows = [line.split("|") for line in self.sql("SELECT n, min FROM answer ORDER BY n").splitlines()]
        return len(rows) / seconds, {int(n): code for n, code in rows if code}


def _program(name: str) -> str:
    """The path of a program of PostgreSQL. Raises NoPostgis."""
    program = shutil.which(name) or next((str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None)
    if program is None:
        raise NoPostgis(f"{name} is not installed")
    return program


@contextmanager
def postgis() -> Iterator[Postgis]:
    """The database named by CITY120_BENCH_POSTGIS, or a private one until the block ends. Raises NoPostgis."""
    # PostgreSQL refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else ""
    # A Unix socket's path may be no longer than some hundred characters.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        if target := os.environ.get("CITY120_BENCH_POSTGIS", ""):
            yield Postgis(folder, target, "")
            return
        server = Postgis(folder, f"host={folder} dbname=postgres user=bench", user)
        data = folder / "data"
        server.run("initdb", "-D", str(data), "-U", "bench", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c jit=off"
        server.run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-w", "-o", options, "start")
        try:
            yield server
        finally:
            server.run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")

"""Builds the image of each service, writes down what is in it, and says how large it is.

python scripts/build/images.py                        all four, on the base of python.org, by podman
python scripts/build/images.py faq --base IMAGE       one of them, on a base of yours: a Debian with python3 of this Python's version

What is fetched is fetched before, by pip and its configuration on this machine: the wheels of the locks, by their hashes, into
build/images/wheelhouse. A service's context holds the wheels that it needs, their hashes, and what is compiled for it here, which needs a C compiler
and the headers of this Python. The build itself has no network.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "images"
WHEELHOUSE, OURS = BUILD / "wheelhouse", BUILD / "ours"
REQUIREMENTS = ROOT / "requirements"
VERSION = "0.1.0"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
BASE = f"python:{PYTHON}-slim-bookworm"
LOCKS = (REQUIREMENTS / f"py{PYTHON.replace('.', '')}.txt", REQUIREMENTS / "sbom.txt", REQUIREMENTS / "uv.txt")
MB = 1_000_000


@dataclass(frozen=True)
class Image:
    """A service's image: what is installed in it, and the size that it may have. `ahead`: the module that compiles for it, here, into a folder that
    stands for the module's package. `left_out`: what is needed for these requirements and is of no use in the image."""

    service: str
    requirements: tuple[str, ...]
    limit: int
    ahead: str = ""
    left_out: frozenset[str] = frozenset()

    @property
    def tag(self) -> str:
        """Its name on this machine."""
        return f"localhost/city120-{self.service}:{VERSION}"


IMAGES = {
    image.service: image
    for image in (
        Image("jurisdiction", ("city120-jurisdiction",), 500 * MB),
        # What would compile: the scan comes compiled. Streets are there from Python 3.12 on, and take 257 MB.
        Image(
            "wayfinding",
            ("city120-wayfinding[streets]",),
            (610 if sys.version_info >= (3, 12) else 350) * MB,
            "city120_wayfinding.timetable.ahead",
            frozenset({"numba", "llvmlite"}),
        ),
        # What would fetch models from a hub: `tokenizers` asks for it, and reads files without it.
        Image("faq", ("city120-faq",), 900 * MB, left_out=frozenset({"huggingface_hub", "hf-xet"})),
        Image("gateway", ("city120-gateway", "city120-client[kubernetes]"), 350 * MB),
    )
}


@dataclass(frozen=True)
class Engine:
    """What builds and runs: podman with its options, and the limits of what it starts (`nofile=1024:1024`)."""

    command: tuple[str, ...]
    limits: tuple[str, ...]

    def run(self, *arguments: str) -> str:
        """What the engine prints. Raises CalledProcessError; its complaint goes to standard error."""
        return subprocess.run([*self.command, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout

    def show(self, *arguments: str) -> None:
        """Run it where one can see how far it is, on standard error. Raises CalledProcessError."""
        subprocess.run([*self.command, *arguments], check=True, stdout=sys.stderr)

    def inspect(self, tag: str) -> dict[str, object]:
        """What the engine knows of an image."""
        (described,) = json.loads(self.run("image", "inspect", tag))
        return dict(described)


def say(text: str) -> None:
    """How far it is."""
    print(f"images: {text}", file=sys.stderr, flush=True)


def pip(*arguments: str) -> str:
    """What pip prints."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def fetch() -> None:
    """The wheels of the locks, once for as long as these stay the same."""
    stamp, digest = BUILD / "fetched", hashlib.sha256(b"".join(lock.read_bytes() for lock in LOCKS)).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    for lock in LOCKS:
        say(f"fetching the wheels of {lock.relative_to(ROOT)}")
        pip("download", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--requirement", str(lock), "--dest", str(WHEELHOUSE))
    locked = "".join(lock.read_text(encoding="utf-8") for lock in LOCKS)
    for wheel in WHEELHOUSE.glob("*.whl"):
        if hashlib.sha256(wheel.read_bytes()).hexdigest() not in locked:
            wheel.unlink()
    stamp.write_text(digest, encoding="utf-8")


def make_ours() -> None:
    """The wheels of our own distributions."""
    say("making our own wheels")
    shutil.rmtree(OURS, ignore_errors=True)
    for project in (*ROOT.glob("libs/*/pyproject.toml"), *ROOT.glob("services/*/pyproject.toml")):
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(OURS)],
            cwd=project.parent,
            check=True,
            stdout=subprocess.DEVNULL,
        )


@cache
def needed(*requirements: str) -> list[str]:
    """The lines `name==version --hash=…` of the wheels that are needed for some requirements, by pip's own resolution among the wheels there are."""
    places = [option for folder in (WHEELHOUSE, OURS) for option in ("--find-links", str(folder))]
    options = ("--quiet", "--dry-run", "--ignore-installed", "--no-index", "--only-binary", ":all:", "--report", "-")
    report = json.loads(pip("install", *options, *places, *requirements))
    lines = []
    for item in report["install"]:
        digest = item["download_info"]["archive_info"]["hashes"]["sha256"]
        lines.append(f"{item['metadata']['name']}=={item['metadata']['version']} --hash=sha256:{digest}")
    return sorted(lines, key=str.lower)


def _take(lines: Sequence[str], folder: Path, listed: Path) -> None:
    """Put the wheels of these hashes into a folder, and the lines beside it."""
    folder.mkdir(parents=True)
    wanted = {line.rpartition(":")[2] for line in lines}
    for wheel in (*WHEELHOUSE.glob("*.whl"), *OURS.glob("*.whl")):
        if hashlib.sha256(wheel.read_bytes()).hexdigest() in wanted:
            os.link(wheel, folder / wheel.name)
    listed.write_text("\n".join(lines) + "\n", encoding="utf-8")


def compile_ahead(image: Image, folder: Path) -> None:
    """Compile what an image has compiled, by this Python and the C compiler that is here, below a folder that is laid over its packages."""
    package = folder.joinpath(*image.ahead.split(".")[:-1]) if image.ahead else folder
    package.mkdir(parents=True)
    if image.ahead:
        say(f"compiling for {image.service}")
        subprocess.run([sys.executable, "-m", image.ahead, str(package)], check=True, stdout=sys.stderr)


def make_context(image: Image) -> Path:
    """The folder that an image is built of."""
    context = BUILD / "contexts" / image.service
    shutil.rmtree(context, ignore_errors=True)
    wheels = [line for line in needed(*image.requirements) if line.partition("==")[0] not in image.left_out]
    _take(wheels, context / "wheels", context / "requirements.txt")
    compile_ahead(image, context / "compiled")
    _take(needed("cyclonedx-bom"), context / "tools", context / "tools.txt")
    (uv,) = WHEELHOUSE.glob("uv-*.whl")
    os.link(uv, context / "tools" / uv.name)
    for path in (ROOT / "LICENSE", ROOT / "NOTICE", ROOT / "scripts" / "build" / "image" / "install.sh"):
        shutil.copyfile(path, context / path.name)
    return context


def _git(*arguments: str) -> str:
    return subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def build(image: Image, engine: Engine, base: str) -> None:
    """Build it. Its files and its own date are of the time of the commit, so that the same source gives the same files."""
    context = make_context(image)
    say(f"building {image.tag}")
    revision, time = _git("rev-parse", "HEAD"), _git("show", "--no-patch", "--format=%ct", "HEAD")
    arguments = {"BASE": base, "VERSION": VERSION, "REVISION": revision, "SOURCE_DATE_EPOCH": time}
    engine.show(
        "build",
        "--network=none",
        # A layer that was kept would be taken for another service too: what is mounted does not count as a difference.
        "--layers=false",
        f"--timestamp={time}",
        *(f"--ulimit={limit}" for limit in engine.limits),
        *(f"--build-arg={name}={value}" for name, value in arguments.items()),
        f"--file={ROOT / 'services' / image.service / 'Containerfile'}",
        f"--tag={image.tag}",
        str(context),
    )


def write_sbom(image: Image, engine: Engine) -> Path:
    """Take the list of parts out of an image, as CycloneDX."""
    target = BUILD / "sbom" / f"{image.service}.cdx.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    container = engine.run("create", image.tag).strip()
    try:
        engine.run("cp", f"{container}:/opt/city120/sbom.cdx.json", str(target))
    finally:
        engine.run("rm", container)
    return target


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line; tests of images take theirs from CITY120_TEST_IMAGES."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("services", nargs="*", metavar="SERVICE", help=f"which ({', '.join(IMAGES)}); all when none is named")
    parser.add_argument("--base", default=BASE, help="the image that all stand on (default: %(default)s)")
    parser.add_argument("--podman", default="podman", help="the engine with its options, e.g. 'podman --runtime runc' (default: %(default)s)")
    parser.add_argument("--ulimit", action="append", default=[], help="limit of what is started, e.g. nofile=1024:1024; may be repeated")
    parsed = parser.parse_args(arguments)
    if unknown := [name for name in parsed.services if name not in IMAGES]:
        parser.error(f"{', '.join(unknown)}: no such service; they are {', '.join(IMAGES)}")
    return parsed


def engine_of(parsed: argparse.Namespace) -> Engine:
    """The engine of a command line."""
    return Engine(tuple(shlex.split(parsed.podman)), tuple(parsed.ulimit))


def main() -> int:
    parsed = parse()
    engine = engine_of(parsed)
    if not shutil.which(engine.command[0]):
        print(f"{engine.command[0]} is not on the path: install podman, or name it with --podman", file=sys.stderr)
        return 2
    wanted = [IMAGES[name] for name in parsed.services or IMAGES]
    if any(image.ahead for image in wanted) and not shutil.which("cc"):
        print("cc is not on the path: wayfinding's scan is compiled here; install a C compiler and the headers of this Python", file=sys.stderr)
        return 2
    BUILD.mkdir(parents=True, exist_ok=True)
    fetch()
    make_ours()
    too_large = []
    for image in wanted:
        build(image, engine, parsed.base)
        described, parts = engine.inspect(image.tag), json.loads(write_sbom(image, engine).read_text(encoding="utf-8"))["components"]
        size = int(str(described["Size"]))
        print(f"| {image.service} | {size / MB:.0f} MB | {image.limit / MB:.0f} MB | {len(parts)} | `{described['Digest']}` |", flush=True)
        too_large += [image.service] if size > image.limit else []
    if too_large:
        print(f"past their limit: {', '.join(too_large)}", file=sys.stderr)
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main())

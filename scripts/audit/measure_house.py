"""The house in figures: what one inquiry walks through in the gateway, how long its rooms are, what a content edit adds to the repository.

city120 up &  python scripts/audit/measure_house.py

A room is a folder of the package, or a file that stands beside them. A stay is one stretch in a room: from when control comes into it until it goes
to another room of the gateway. What libraries do belongs to the room that calls them, and so do functions of three lines: they tell something of a
value, and a reader need not go there.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
import zlib
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from types import FrameType
from typing import Any

from city120.inquiry.v1 import inquiry_pb2 as pb
from cryptography.fernet import Fernet

from city120_client import FaqClient, JurisdictionClient, WayfindingClient, open_channel
from city120_edition.holder import EditionHolder
from city120_faq import hand_set
from city120_gateway.admission import Admission
from city120_gateway.conversation.continuation import Continuations
from city120_gateway.gateway import Gateway
from city120_gateway.knowledge import Knowledge
from city120_gateway.records import Records, SqliteFile
from city120_gateway.services.clients import Services
from city120_gateway.settings import GatewaySettings

ROOT = Path(__file__).resolve().parents[2]
INQUIRY = "성북구 사는데 수도 계량기가 얼었어요"
_FENCE = re.compile(r"^```\S* (\S+/\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A function of fewer lines tells something of a value; a reader need not go there.
_LEAST_LINES = 4
PACKAGES = {"gateway": ROOT / "services/gateway/src/city120_gateway", "faq": ROOT / "services/faq/src/city120_faq"}


class Way:
    """The rooms of the gateway that control came into, in order."""

    def __init__(self) -> None:
        self.files: list[str] = []

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        file = Path(frame.f_code.co_filename)
        lines = [line for *_, line in frame.f_code.co_lines() if line is not None]
        if event == "call" and file.is_relative_to(PACKAGES["gateway"]) and max(lines) - min(lines) + 1 >= _LEAST_LINES:
            name = str(file.relative_to(PACKAGES["gateway"]).with_suffix(""))
            if not self.files or self.files[-1] != name:
                self.files.append(name)

    def stays(self) -> list[str]:
        """The rooms, each as often as control came into it."""
        rooms = [room_of(file) for file in self.files]
        return [room for room, before in zip(rooms, ["", *rooms], strict=False) if room != before]


def room_of(name: str) -> str:
    return name.partition("/")[0]


def lines_by_room(package: Path) -> Counter[str]:
    """Lines of the files of each room that are neither empty nor comments."""
    lines: Counter[str] = Counter()
    for file in package.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        lines[room_of(str(file.relative_to(package).with_suffix("")))] += sum(
            1 for line in text.splitlines() if line.strip() and line.strip()[0] != "#"
        )
    return lines


async def walk(text: str) -> Way:
    """One inquiry through the gateway, the second of its kind, so that nothing is loaded on its way."""
    with tempfile.TemporaryDirectory() as folder:
        settings = GatewaySettings(token_keys=Fernet.generate_key().decode())
        async with AsyncExitStack() as stack:
            targets = (settings.jurisdiction_target, settings.wayfinding_target, settings.faq_target)
            jurisdiction, wayfinding, faq = [await stack.enter_async_context(open_channel(target)) for target in targets]
            services = Services(JurisdictionClient(jurisdiction), WayfindingClient(wayfinding), FaqClient(faq))
            holder: EditionHolder[Knowledge] = EditionHolder(settings.edition_path, Knowledge.load)
            await holder.load_current()
            records = Records(SqliteFile(Path(folder) / "records.sqlite"))
            gateway = Gateway(settings, holder, services, Continuations(settings.token_keys), records, Admission(settings.max_in_flight, 1.0))
            request = pb.ResolveInquiryRequest(text=text)
            await gateway.resolve_inquiry(request)
            way = Way()
            sys.setprofile(way)
            response = await gateway.resolve_inquiry(request)
            sys.setprofile(None)
            records.shutdown()
    if response.degraded:
        raise SystemExit(f"is the house up? {response.degraded[0].part}: {response.degraded[0].reason}")
    return way


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inquiry", nargs="?", default=INQUIRY, help="what is asked; default: a frozen water meter")
    way = asyncio.run(walk(parser.parse_args().inquiry))
    stays = way.stays()
    print(f"one inquiry: {len(stays)} stays in {len(set(stays))} rooms; in resolution/resolve.py {way.files.count('resolution/resolve')} times")
    print("  " + " > ".join(stays))
    for name, package in PACKAGES.items():
        lines = lines_by_room(package)
        print(f"{name}: {sum(lines.values())} lines; " + ", ".join(f"{room} {count}" for room, count in lines.most_common()))
    print(f"numbers set by hand: {sum(name.isupper() for name in vars(hand_set))}")
    added = "".join(block for _, block in _FENCE.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))).encode()
    print(f"a new affair with its entry and phrasings: {len(added)} bytes of rows, {len(zlib.compress(added))} as Git keeps them, and no weights")
    print(f"README: {len((ROOT / 'README.md').read_text(encoding='utf-8').split())} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())

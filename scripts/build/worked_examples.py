"""Remakes what a running gateway is shown to say: the examples of the OpenAPI document and the transcripts in README.md and
docs/examples.md.

make run                                  in one terminal
python scripts/build/worked_examples.py         in another: write all
python scripts/build/worked_examples.py --check fail when they differ from what the gateway says
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "libs" / "seoul" / "src" / "city120_seoul" / "rows" / "examples.json"
TRANSCRIPTS = (ROOT / "README.md", ROOT / "docs" / "examples.md")
BLOCK = re.compile(r"```console\n\$ (city120 ask .*)\n(?:.*\n)*?```\n")
# What differs from one call to the next is shown by a word.
NOT_FOUND = 127
CHANGING = {"inquiry_id": "…", "continuation": "…", "edition_id": "…"}

REQUESTS: dict[str, tuple[str, dict[str, Any]]] = {
    "bill": (
        "A water bill; the district's waterworks office, not the district office",
        {"text": "강남구 역삼동인데 이번 달 수도요금이 두 배로 나왔어요"},
    ),
    "clarify": ("A name in three districts: one question", {"text": "신사동인데 집 앞에 불법주차가 심해요"}),
    "fill": (
        "The same, with the option chosen, on a weekday afternoon",
        {"text": "신사동인데 집 앞에 불법주차가 심해요", "fill": {"area_code": "11620"}, "at": "2026-11-24T14:00:00+09:00"},
    ),
    "last_train": ("A last train, asked in Japanese", {"text": "江南駅の終電は何時ですか", "at": "2026-11-24T23:00:00+09:00"}),
    "emergency": ("An emergency never waits", {"text": "옆집에서 가스 냄새가 심하게 나요"}),
    "out_of_scope": ("No invented answer", {"text": "공룡은 왜 사라졌어요?"}),
}


def whole(response: dict[str, Any]) -> dict[str, Any]:
    """The response, unless a service that is not ready yet was left out of it."""
    if response.get("degraded"):
        raise SystemExit(f"the gateway leaves something out: {response['degraded']}; wait until all services are ready")
    return response


def steady(value: Any) -> Any:
    """The response without what differs from call to call."""
    if isinstance(value, dict):
        return {key: CHANGING[key] if key in CHANGING and item else steady(item) for key, item in value.items()}
    return [steady(item) for item in value] if isinstance(value, list) else value


def comparable(path: Path, text: str) -> str:
    """The text without what another processor or number of threads may change in the last places: probabilities, and affairs after the best."""
    if path == EXAMPLES:
        document = json.loads(text)
        for example in document.values():
            response = example["response"]
            response["affairs"] = [{"code": affair["code"]} for affair in response["affairs"][:1]]
            response["confidence"] = None
        text = json.dumps(document, ensure_ascii=False, indent=1)
    text = re.sub(r"(?m)^((?:affair|group) +\S+) .*$", r"\1", text)
    return re.sub(r"(confidence|probability) \d\.\d+", r"\1", text)


def examples(address: str) -> str:
    """The examples as the gateway answers them now."""
    answers = {}
    for name, (summary, request) in REQUESTS.items():
        response = httpx.post(f"{address}/v1/inquiries:resolve", json=request, timeout=10).raise_for_status().json()
        answers[name] = {"summary": summary, "request": request, "response": steady(whole(response))}
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"


def transcript(address: str, text: str) -> str:
    """A text with every `city120 ask` block as the gateway answers it now."""

    def answered(match: re.Match[str]) -> str:
        command = match.group(1)
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env={**os.environ, "CITY120_ADDRESS": address})
        if done.returncode == NOT_FOUND:
            raise SystemExit(f"{done.stderr.strip()}; run this in the environment where city120 is installed")
        return f"```console\n$ {command}\n{done.stdout.rstrip()}\n```\n"

    return BLOCK.sub(answered, text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", default="http://127.0.0.1:8120", help="the running gateway")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something differs")
    arguments = parser.parse_args()
    fresh = {path: transcript(arguments.address, path.read_text(encoding="utf-8")) for path in TRANSCRIPTS}
    fresh[EXAMPLES] = examples(arguments.address)
    stale = [path for path, text in fresh.items() if comparable(path, path.read_text(encoding="utf-8")) != comparable(path, text)]
    for path in stale:
        kept, now = (comparable(path, text).splitlines() for text in (path.read_text(encoding="utf-8"), fresh[path]))
        print(*difflib.unified_diff(kept, now, "as written", "as answered now", lineterm="", n=0), sep="\n")
        print(f"{path.relative_to(ROOT)} differs from what the gateway says{'' if arguments.check else '; written anew'}")
        if not arguments.check:
            path.write_text(fresh[path], encoding="utf-8")
    return 1 if stale and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())

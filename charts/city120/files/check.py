"""Whether an installed city120 answers: run by `helm test` in the gateway's image. ADDRESS is the gateway's URL, KEY its API keys, or empty where its
keys have names: it is then asked whether it is ready, and no inquiry."""

from __future__ import annotations

import json
import os
import sys
import urllib.request

PATIENCE_S = 10


def main() -> None:
    """Ask whether it is ready, then an inquiry. Ends with status 1 and a line when a part of the house is missing."""
    address, key = os.environ["ADDRESS"], os.environ.get("KEY", "").split(",")[0].strip()
    headers = {"content-type": "application/json", "x-api-key": key}
    with urllib.request.urlopen(f"{address}/readyz", timeout=PATIENCE_S) as response:
        print("edition", json.load(response)["edition_id"])
    if not key:
        print("ready; no inquiry was asked, for the Secret has no api-keys")
        return
    asked = urllib.request.Request(f"{address}/v1/inquiries:resolve", json.dumps({"text": "120"}).encode(), headers)
    with urllib.request.urlopen(asked, timeout=PATIENCE_S) as response:
        answer = json.load(response)
    print("kind", answer["kind"])
    if missing := [note for note in answer.get("degraded", ()) if note["reason"] in ("UNAVAILABLE", "DEADLINE_EXCEEDED", "UNAUTHENTICATED")]:
        sys.exit(f"an answer comes, but not from everybody: {missing}")


if __name__ == "__main__":
    main()

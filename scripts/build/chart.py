"""Remakes what follows from the chart's values: its README, the names of settings in its schema, and the rendered examples.

python scripts/build/chart.py            write them
python scripts/build/chart.py --check    write nothing; fail when one of them is not what it would be

The meaning of a value is the comment above it in values.yaml; a value of wayfinding, faq, gateway or editor without one has the meaning of the same
value of jurisdiction. Rendering needs Helm 3, on the path or in HELM; without it the rendered examples are left as they are, and that is said.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic_settings import BaseSettings

from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.settings import FaqSettings
from city120_gateway.settings import GatewaySettings
from city120_jurisdiction.settings import JurisdictionSettings
from city120_platform.settings import ServiceSettings
from city120_wayfinding.settings import WayfindingSettings

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "charts" / "city120"
# The release and namespace that the examples are rendered for.
RELEASE, NAMESPACE = "city120", "city120"
KUBERNETES = "1.34.0"
SETTINGS: Mapping[str, tuple[type[BaseSettings], ...]] = {
    "jurisdiction": (JurisdictionSettings,),
    "wayfinding": (WayfindingSettings,),
    "faq": (FaqSettings, EmbeddingSettings),
    "gateway": (GatewaySettings,),
    "editor": (FaqSettings, EmbeddingSettings),
}
# What the chart sets itself, from other values: addresses, ports, places, and whatever is secret.
_BY_THE_CHART = re.compile(
    r"CITY120_(HOST|DATA_DIR|EDITION|\w+_PORT|\w+_TARGET|\w*KEYS?|KEYS_FILE|FAQ_EDITOR|\w+_STORE|EMBEDDINGS_(URL|MODEL)|EGEN_URL|OTLP_ENDPOINT"
    r"|(FAQ|RECORDS)_ELASTICSEARCH_(URL|CA|ALIAS))"
)
_KEY = re.compile(r"^( *)([A-Za-z][A-Za-z0-9]*):(?: (.*))?$")
_INTRODUCTION = """# city120 on Kubernetes

Made by `make chart` from `values.yaml`; edit that. How to install, what may reach what, and what was tried: [docs/cluster.md](../../docs/cluster.md).

```
helm install city120 charts/city120 --namespace city120 --create-namespace --values charts/city120/examples/small.yaml
```

Examples: [small](examples/small.yaml), [city](examples/city.yaml), [air-gapped](examples/air-gapped.yaml); what they render to is in
`examples/rendered`. A key that is not in this table is refused, and so is more than one gateway while records are in SQLite.

| value | default | meaning |
|---|---|---|
"""


@dataclass(frozen=True)
class Value:
    """One value of the chart: its dotted path, its default as YAML, and what it means."""

    path: str
    default: str
    meaning: str


def values_of(text: str) -> Iterator[Value]:
    """The values of a values.yaml that hold no other values, in order. Raises ValueError for one without a meaning."""
    defaults: dict[str, Any] = yaml.safe_load(text)
    meanings = comments_of(text)
    for path in meanings:
        default: Any = defaults
        for name in path.split("."):
            default = default[name]
        if isinstance(default, dict) and default and f"{path}.{next(iter(default))}" in meanings:
            continue
        part, _, rest = path.partition(".")
        meaning = meanings[path] or (meanings.get(f"jurisdiction.{rest}", "") if part in SETTINGS else "")
        if not meaning:
            raise ValueError(f"values.yaml: {path} has no comment above it that says what it means")
        yield Value(path, json.dumps(default), meaning)


def comments_of(text: str) -> dict[str, str]:
    """The comment above each key, by the key's path; empty where there is none."""
    found: dict[str, str] = {}
    above: list[str] = []
    path: list[str] = []
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            above.append(line.lstrip()[1:].strip())
        elif match := _KEY.match(line):
            path = [*path[: len(match[1]) // 2], match[2]]
            found[".".join(path)] = " ".join(above)
            above = []
        else:
            above = []
    return found


def readme(text: str) -> str:
    """The chart's README."""
    rows = (f"| `{value.path}` | `{value.default}` | {value.meaning.replace('|', '/')} |\n" for value in values_of(text))
    return _INTRODUCTION + "".join(rows)


def setting_names(*kinds: type[BaseSettings]) -> list[str]:
    """The variables that may stand below `settings`."""
    names = {f"{kind.model_config.get('env_prefix', '')}{name}".upper() for kind in kinds for name in kind.model_fields}
    return sorted(name for name in names if not _BY_THE_CHART.fullmatch(name))


def schema(text: str) -> str:
    """The schema with the names of settings as they are now."""
    document = json.loads(text)
    allowed = {"": setting_names(ServiceSettings), **{part: setting_names(*kinds) for part, kinds in SETTINGS.items()}}
    for part, names in allowed.items():
        owner = document["properties"][part] if part else document
        owner["properties"]["settings"]["propertyNames"]["enum"] = names
    return json.dumps(document, indent=2) + "\n"


def find_helm() -> str:
    """The Helm 3 of HELM or the path; empty where there is none."""
    helm = os.environ.get("HELM") or shutil.which("helm") or ""
    if helm and subprocess.run([helm, "version", "--short"], capture_output=True, text=True, check=False).stdout.startswith("v3."):
        return helm
    return ""


def render(helm: str, example: Path) -> str:
    """What an example installs, tests included. Raises ValueError with Helm's reason."""
    command = [helm, "template", RELEASE, str(CHART), "--namespace", NAMESPACE, "--kube-version", KUBERNETES, "--values", str(example)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(f"{example.name}: {done.stderr.strip()}")
    return done.stdout


def wanted_files() -> Iterator[tuple[Path, str]]:
    """Each file with what it should hold."""
    yield CHART / "README.md", readme((CHART / "values.yaml").read_text(encoding="utf-8"))
    yield CHART / "values.schema.json", schema((CHART / "values.schema.json").read_text(encoding="utf-8"))
    helm = find_helm()
    if not helm:
        print("no Helm 3 on the path or in HELM: the rendered examples are left as they are", file=sys.stderr)
        return
    for example in sorted((CHART / "examples").glob("*.yaml")):
        yield CHART / "examples" / "rendered" / example.name, render(helm, example)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is not what it would be")
    check = parser.parse_args().check
    stale = 0
    for path, text in wanted_files():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}", file=sys.stderr)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if check and stale:
        print("remake them with: make chart", file=sys.stderr)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())

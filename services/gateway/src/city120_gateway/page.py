"""The pages of the gateway, in six languages: ask and see the result with its reason; who does what where, as a table to click through.

They load nothing from elsewhere, and run no script but their own: each answer carries a Content-Security-Policy with a fresh nonce.
"""

from __future__ import annotations

import html
import json
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from string import Template

from city120_gateway.knowledge import Knowledge
from city120_text import LANGUAGES

ASK, GRID = "page", "coverage"
_TAG = re.compile(r"[a-z]{2}")
_POLICY = (
    "default-src 'none'; script-src 'nonce-{0}'; style-src 'nonce-{0}'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Page:
    """HTML, and the policy that goes with it."""

    html: str
    policy: str


@lru_cache(maxsize=2)
def _template(name: str) -> Template:
    return Template((files("city120_gateway") / f"{name}.html").read_text(encoding="utf-8"))


def render(name: str, knowledge: Knowledge, wanted: str) -> Page:
    """A page in the first of the wanted languages that the service speaks, else in the edition's first."""
    spoken = [tag for tag in _TAG.findall(wanted.lower()) if tag in LANGUAGES]
    language = spoken[0] if spoken else LANGUAGES[0]
    nonce = secrets.token_urlsafe(16)
    texts = {key: texts[language] for key, texts in knowledge.messages.items() if key.startswith((f"{ASK}.", f"{GRID}."))}
    strings = {key.removeprefix(f"{name}."): text for key, text in texts.items() if key.startswith(f"{name}.")}
    shared = {f"page_{key.removeprefix('page.')}": text for key, text in texts.items() if key.startswith(f"{ASK}.")}
    escaped = {key: html.escape(text) for key, text in (shared | strings).items()}
    filled = _template(name).substitute(
        escaped,
        language=language,
        links=_links(knowledge.messages["page.language"], language),
        strings=json.dumps(strings | {"error": texts["page.error"]}, ensure_ascii=False).replace("<", "\\u003c"),
        nonce=nonce,
    )
    return Page(filled, _POLICY.format(nonce))


def _links(names: dict[str, str], language: str) -> str:
    """The page in each language."""
    return " ".join(
        f'<a href="?lang={code}" lang="{code}"{" aria-current=page" if code == language else ""}>{html.escape(names[code])}</a>' for code in LANGUAGES
    )

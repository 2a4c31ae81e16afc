"""The plain first page: ask in any language, see the result and its reason, click the option that clarifies."""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from importlib.resources import files
from string import Template

from city120_gateway.knowledge import Knowledge
from city120_text import LANGUAGES

_TAG = re.compile(r"[a-z]{2}")


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template((files("city120_gateway") / "page.html").read_text(encoding="utf-8"))


def render(knowledge: Knowledge, wanted: str) -> str:
    """The page in the first of the wanted languages that the service speaks, else in the edition's first."""
    spoken = [tag for tag in _TAG.findall(wanted.lower()) if tag in LANGUAGES]
    language = spoken[0] if spoken else LANGUAGES[0]
    texts = {name.removeprefix("page."): texts[language] for name, texts in knowledge.messages.items() if name.startswith("page.")}
    escaped = {name: html.escape(text) for name, text in texts.items()}
    names = knowledge.messages["page.language"]
    links = " ".join(
        f'<a href="?lang={code}" lang="{code}"{" aria-current=page" if code == language else ""}>{html.escape(names[code])}</a>' for code in LANGUAGES
    )
    return _template().substitute(escaped, language=language, links=links, strings=json.dumps(texts, ensure_ascii=False).replace("<", "\\u003c"))

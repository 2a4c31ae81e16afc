"""The pages: in a language of the reader, with a policy of their own, and nothing of a text as HTML."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import cast

import pytest

from city120_gateway import page
from city120_gateway.knowledge import Knowledge
from city120_text import LANGUAGES

_GIVEN = {"language", "links", "strings", "nonce"}


def knowledge(text: str = "words") -> Knowledge:
    """Sentences for all that both pages show, each the text and its language."""
    names = {name: page._template(name).get_identifiers() for name in (page.ASK, page.GRID)}
    ids = {"page.language", "page.error"}
    for name, identifiers in names.items():
        ids |= {key.replace("page_", "page.", 1) if key.startswith("page_") else f"{name}.{key}" for key in identifiers if key not in _GIVEN}
    return cast("Knowledge", SimpleNamespace(messages={ref: {language: f"{text} {language}" for language in LANGUAGES} for ref in ids}))


@pytest.mark.parametrize("name", [page.ASK, page.GRID])
@pytest.mark.parametrize(
    ("wanted", "language"),
    [("vi-VN,vi;q=0.9,en;q=0.8", "vi"), ("fr, de, en;q=0.5", "en"), ("MN", "mn"), ("fr", LANGUAGES[0]), ("", LANGUAGES[0])],
)
def test_a_page_is_in_the_first_language_that_is_wanted_and_spoken(name: str, wanted: str, language: str) -> None:
    made = page.render(name, knowledge(), wanted)
    assert f'lang="{language}"' in made.html
    assert f"words {language}" in made.html
    assert f'<a href="?lang={language}" lang="{language}" aria-current=page>' in made.html


@pytest.mark.parametrize("name", [page.ASK, page.GRID])
def test_only_the_pages_own_script_runs_and_never_by_the_same_nonce(name: str) -> None:
    first, second = (page.render(name, knowledge(), "ko") for _ in range(2))
    (nonce,) = set(re.findall(r'nonce="([^"]+)"', first.html))
    assert f"script-src 'nonce-{nonce}'" in first.policy
    assert "default-src 'none'" in first.policy
    assert nonce not in second.html


def test_a_sentence_cannot_become_a_part_of_the_page() -> None:
    made = page.render(page.ASK, knowledge("</script><b>"), "en").html
    assert "</script><b>" not in made
    assert "&lt;/script&gt;&lt;b&gt; en" in made
    assert json.dumps("</script><b> en").replace("<", "\\u003c") in made

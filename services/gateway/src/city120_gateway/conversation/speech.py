"""The language of a caller: what the channel says it is, what the text sounds like, and which the answer has."""

from __future__ import annotations

from dataclasses import dataclass

from city120_gateway.words.characters import writes_traditional
from city120_text import LANGUAGES, detect_language

# Languages the service does not speak are answered in this one, the most likely to be understood.
_FALLBACK = "en"
CHINESE = "zh"


@dataclass(frozen=True)
class Speech:
    """`told`: by the channel, or carried from an earlier turn; `heard`: in the text; `language`: of the answer; `spoken`: whether the service speaks
    the caller's; `traditional`: Chinese in traditional characters."""

    told: str = ""
    heard: str = ""
    language: str = LANGUAGES[0]
    spoken: bool = True
    traditional: bool = False


def listen(text: str, before: Speech) -> Speech:
    """The language of a text, for which the channel told one, or none; and how it is written, as before where it does not tell."""
    told = before.told
    heard = detect_language(text, told) if text.strip() else told or LANGUAGES[0]
    return Speech(
        told=told,
        heard=heard,
        language=told if told in LANGUAGES else heard if heard in LANGUAGES else _FALLBACK,
        spoken=told in LANGUAGES or heard in LANGUAGES,
        traditional=writes_traditional(text, before=before.traditional),
    )

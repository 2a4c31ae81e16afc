"""One message of a caller, as a channel sends it, and what of it the sender must mend."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from city120_errors import InvalidArgument, TooLarge
from city120_gateway.conversation.choices import Choices
from city120_gateway.conversation.hints import PlaceHint
from city120_text import LANGUAGES

MAX_TEXT = 4000
# Scripts and regions of tags.
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Message:
    """A message, not checked yet; empty is not given. `at`: RFC 3339; `as_of`: YYYY-MM-DD; `continuation`: the token of the answer before."""

    text: str
    channel: str
    language: str = ""
    place: PlaceHint | None = None
    at: str = ""
    as_of: str = ""
    choices: Choices = field(default_factory=Choices)
    continuation: str = ""

    def check(self) -> None:
        """Raises TooLarge or InvalidArgument, naming the field and the fix."""
        if len(self.text) > MAX_TEXT:
            raise TooLarge(f"has {len(self.text)} characters", field="text", fix=f"send at most {MAX_TEXT}", reason="TOO_LARGE")
        if not self.text.strip() and not self.continuation:
            raise InvalidArgument("is empty", field="text", fix="send what the person asked, in any language")
        if self.language and not _LANGUAGE.fullmatch(self.language):
            raise InvalidArgument(f"{self.language!r} is no language tag", field="language", fix=f"one of {', '.join(LANGUAGES)}, or leave it out")

    @property
    def told_language(self) -> str:
        """The language of the tag, without its region."""
        return self.language.split("-")[0].lower()

    @property
    def told_traditional(self) -> bool:
        """Whether the tag is that of Chinese in traditional characters."""
        return not _TRADITIONAL.isdisjoint(self.language.lower().split("-"))

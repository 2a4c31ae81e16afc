"""What of a written text is read aloud."""

from __future__ import annotations

import re

_IN_KOREAN = re.compile(r" ?[(（][^()（）]*[가-힣][^()（）]*[)）]")


def aloud(text: str) -> str:
    """A text without the Korean names that one in another language has in brackets."""
    return _IN_KOREAN.sub("", text)

"""One long text message."""

from __future__ import annotations

from city120_gateway.channels.sentences import Sentences

_BYTES = 2000
_ENCODING = "euc-kr"


class Sms(Sentences):
    """All sentences in one message, as long as a long message may be."""

    name = "sms"
    written = True
    tells_rough = False

    def arrange(self, sentences: list[str]) -> tuple[str, ...]:
        """One message."""
        return (_shortened("\n".join(sentences)),)


def _shortened(text: str) -> str:
    """At most what one long message holds, in the telephone networks' encoding, cut at a line."""
    lines, size = [], 0
    for line in text.split("\n"):
        size += len(line.encode(_ENCODING, errors="xmlcharrefreplace")) + 1
        if size > _BYTES:
            break
        lines.append(line)
    return "\n".join(lines)

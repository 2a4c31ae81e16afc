"""The script of an interpreter at the video desk."""

from __future__ import annotations

from city120_gateway.channels.sentences import Sentences
from city120_gateway.resolution.resolution import Answer


class Sign(Sentences):
    """Plain language, and how to reach help without a voice."""

    name = "sign"
    written = True

    def emergency(self) -> list[str]:
        """What to do now, and how to call without a voice."""
        first, *rest = super().emergency()
        emergency = self.resolution.emergency
        numbers = emergency.numbers[:1] if emergency is not None else ()
        return [first, *(self.say("emergency.sign", number=number) for number in numbers), *rest]

    def form(self, answer: Answer) -> str:
        """The plain form, where somebody wrote one."""
        return answer.plain or answer.text

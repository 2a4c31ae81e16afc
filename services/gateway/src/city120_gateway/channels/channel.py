"""What a channel is: a name, and how it words a resolution. Facts are not the channel's: only their order, their length and their form are."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.resolution import Resolution


class Channel(ABC):
    """One way of reaching people. An instance words one resolution, with the sentences of the edition."""

    name: ClassVar[str]
    # Whether whoever uses it is with the call centre already: nobody is told there to call it.
    here: ClassVar[bool] = True
    # Whether people write there, who may not hear: a person writes back, and no call is put through.
    written: ClassVar[bool] = False
    # Whether it is heard and not read.
    by_ear: ClassVar[bool] = False

    def __init__(self, resolution: Resolution, knowledge: Knowledge) -> None:
        self.resolution = resolution
        self.knowledge = knowledge

    @abstractmethod
    def render(self) -> tuple[str, ...]:
        """What is sent, in order; of two questions both."""

"""What a caller chose of what was offered, each choice as what it is."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, fields, replace

from city120_edition.conditions import BUILDINGS, ROADS

# The values of the facts that may decide beside the place.
FACTS = {"road": ROADS, "building": BUILDINGS}
_OF = ":"


@dataclass(frozen=True)
class ChosenAsset:
    """A named thing that decides by itself: a bridge, an expressway, a park, a line."""

    id: str


@dataclass(frozen=True)
class ChosenBody:
    """One of several bodies that share a place."""

    id: str


@dataclass(frozen=True)
class ChosenFact:
    """A fact that decides: the class of the road or the kind of building."""

    fact: str
    value: str


ChosenThing = ChosenAsset | ChosenBody | ChosenFact


@dataclass(frozen=True)
class Choices:
    """The choices made so far, at most one of each kind; empty is not chosen. `at`: RFC 3339, as it was sent."""

    area: str = ""
    affair: str = ""
    station: str = ""
    line: str = ""
    direction: str = ""
    thing: ChosenThing | None = None
    at: str = ""

    def __len__(self) -> int:
        return sum(bool(getattr(self, field.name)) for field in fields(self))

    def then(self, later: Choices) -> Choices:
        """Both; where they differ the later."""
        return replace(self, **{field.name: value for field in fields(later) if (value := getattr(later, field.name))})


@dataclass(frozen=True)
class Option:
    """One choice that is offered, and what choosing it says."""

    id: str
    label: str
    choices: Choices


def read_thing(sent: str, assets: Container[str], bodies: Container[str]) -> ChosenThing | None:
    """What the contract's one field for things means: `road:city` is a fact, other ids are those of an asset or else of a body; None: nothing of
    this edition."""
    fact, _, value = sent.partition(_OF)
    if value in FACTS.get(fact, ()):
        return ChosenFact(fact, value)
    if sent in assets:
        return ChosenAsset(sent)
    return ChosenBody(sent) if sent in bodies else None


def sent_thing(thing: ChosenThing | None) -> str:
    """A thing as the contract's field; empty for none."""
    if isinstance(thing, ChosenFact):
        return f"{thing.fact}{_OF}{thing.value}"
    return thing.id if thing is not None else ""

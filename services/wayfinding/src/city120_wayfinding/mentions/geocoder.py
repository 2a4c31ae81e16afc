"""Words to places: a name or an address, as it is typed into a field or given by another system."""

from __future__ import annotations

from city120_wayfinding.mentions.finder import NAME, MentionFinder
from city120_wayfinding.places.gazetteer import Gazetteer
from city120_wayfinding.places.place import Place


class Geocoder:
    """Takes the whole for a name, and otherwise looks for names and addresses in it."""

    def __init__(self, gazetteer: Gazetteer, mentions: MentionFinder) -> None:
        self._gazetteer = gazetteer
        self._mentions = mentions

    def geocode(self, words: str, limit: int) -> list[Place]:
        """What has this name, best first; otherwise where the addresses in the words lie, otherwise what is named in them. Empty when nothing is."""
        places = self._gazetteer.named(words) or self._mentioned(words)
        return list(places[:limit])

    def _mentioned(self, words: str) -> tuple[Place, ...]:
        """What is mentioned in the words, each place once; addresses count before names."""
        mentions = self._mentions.find(words)
        addresses = [mention for mention in mentions if mention.reading != NAME]
        return tuple({place.ref: place for mention in addresses or mentions for place in mention.candidates}.values())

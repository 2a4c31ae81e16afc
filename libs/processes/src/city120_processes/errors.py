"""What goes wrong with the house."""

from __future__ import annotations


class HouseError(Exception):
    """The house cannot start or go on; the message says what is in the way, and the way out."""

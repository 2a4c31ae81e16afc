"""What is wrong with what was handed to this library."""

from __future__ import annotations


class WrongInput(Exception):
    """A file holds no golden inquiries, no labels, or no run to compare with; the message says where it is wrong, and the way out."""

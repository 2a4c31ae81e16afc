"""What is wrong with what was handed to a reader. Single rows that are wrong are in its report instead."""

from __future__ import annotations


class IngestError(Exception):
    """Nothing can be read; the message says why, and what to write."""


class UnreadableFile(IngestError):
    """The file is not of the kind that it was handed over as."""


class WrongInput(IngestError):
    """The file lacks what its kind must have, or what was given beside it is not right."""

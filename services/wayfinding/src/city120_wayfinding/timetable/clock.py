"""Times of a service day: seconds from its midnight, written HH:MM, also past 24:00."""

from __future__ import annotations


def time_of(seconds: int) -> str:
    """HH:MM; seconds beyond the minute are left out."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"


def clock_of(seconds: int) -> str:
    """HH:MM as a clock shows it: 00:38 for 24:38."""
    return time_of(seconds % 86_400)

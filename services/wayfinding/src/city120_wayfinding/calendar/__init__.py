"""The calendar: which service day a moment belongs to, and what timetable holds on it."""

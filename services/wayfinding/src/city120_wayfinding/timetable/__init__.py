"""Timetables: which trains and buses run on a service day, the earliest arrival, and the latest departure that still connects."""

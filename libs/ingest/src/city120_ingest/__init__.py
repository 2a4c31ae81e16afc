"""Readers of files that cannot be shipped: read, checked row by row against an edition, and handed on as the rows of a layer or as entries."""

"""How a text is written: folded so that names can be compared, its scripts and edges of words, and what may be written on to a name."""

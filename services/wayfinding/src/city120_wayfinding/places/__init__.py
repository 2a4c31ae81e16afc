"""Everything that has a name and a place, what a name may stand for, and what is where."""

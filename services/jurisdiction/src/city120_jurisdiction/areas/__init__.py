"""Where a point or a code lies: districts, dongs, borders, roads."""

"""`city120 import KIND FILE`: files that cannot be shipped, read, checked row by row and compiled into a layer that running services take up."""

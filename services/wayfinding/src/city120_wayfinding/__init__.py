"""Where things are, what is open, how to get there, the last way home."""

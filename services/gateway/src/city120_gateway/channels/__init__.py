"""A resolution as each channel words it."""

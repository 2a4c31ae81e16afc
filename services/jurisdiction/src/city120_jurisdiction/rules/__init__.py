"""Which rule decides who is responsible."""

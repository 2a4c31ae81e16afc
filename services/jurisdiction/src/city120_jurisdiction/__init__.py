"""Which body and department is responsible for this affair, at this place, on this date, and why."""

"""What words of an edition mean when callers say them: days, trains, courtesies, and replies to a question."""

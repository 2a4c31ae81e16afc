"""What words of an edition mean when callers say them: days, and replies to a question."""

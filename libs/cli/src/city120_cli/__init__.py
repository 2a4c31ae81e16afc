"""The command `city120`: start the house, ask it, look things up, build and compare editions, measure it."""

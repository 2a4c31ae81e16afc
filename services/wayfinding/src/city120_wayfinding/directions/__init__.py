"""Directions: door to door on foot and by train, to depart at or arrive by a time, as legs, as lines on a map and as a picture."""

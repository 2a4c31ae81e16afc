"""How right a gateway answers: golden inquiries are asked and judged, measured, compared with a run before, and reported."""

"""What runs on a request: a text is read, its affair and its answer are found, and what may be done with them is decided."""

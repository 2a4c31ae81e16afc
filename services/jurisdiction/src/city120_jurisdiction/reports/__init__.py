"""What is said of decisions: why one was taken and what would change it; the grid of all affairs and districts."""

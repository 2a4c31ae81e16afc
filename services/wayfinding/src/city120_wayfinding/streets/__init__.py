"""How one walks from point to point: by the straight line, which says so, or by streets that an operator imported."""

"""Search over the entries of an edition: one port, two engines, one fusion of what they find."""

"""The single editor: entries in a working store, published as editions. Nothing that was acknowledged is lost."""

"""Lists that others keep and are asked while somebody waits: cached, and left alone when they do not answer."""

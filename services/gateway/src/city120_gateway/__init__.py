"""One call that composes the services: identity, limits, channels and records, over REST and gRPC."""

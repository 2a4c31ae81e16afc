"""The REST paths of the gateway."""

from city120_gateway.rest.app import create_app

__all__ = ["create_app"]

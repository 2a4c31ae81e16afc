"""The descriptor set of all contracts, for tools that need no generated code."""

from importlib.resources import files

DESCRIPTOR_SET: bytes = (files(__name__) / "city120.binpb").read_bytes()

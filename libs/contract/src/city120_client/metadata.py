"""Names of the metadata that travel with calls."""

EDITION = "city120-edition"
KEY = "x-api-key"

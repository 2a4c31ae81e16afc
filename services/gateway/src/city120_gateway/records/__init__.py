"""What the gateway keeps of inquiries."""

from city120_gateway.records.port import Opening, StoreInUse
from city120_gateway.records.records import Limits, Records
from city120_gateway.records.sqlite import SqliteFile

__all__ = ["Limits", "Opening", "Records", "SqliteFile", "StoreInUse"]

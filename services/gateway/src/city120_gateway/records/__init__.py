"""What the gateway keeps of inquiries."""

from city120_gateway.records.store import Feedback, Records

__all__ = ["Feedback", "Records"]

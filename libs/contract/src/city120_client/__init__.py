"""Typed asynchronous clients of city120, for other city systems; the gateway itself uses them.

    from city120.jurisdiction.v1.jurisdiction_pb2 import ResolveResponsibilityRequest
    from city120_client import JurisdictionClient, open_channel

    async with open_channel("127.0.0.1:50121", key="...") as channel:
        jurisdiction = JurisdictionClient(channel)
        request = ResolveResponsibilityRequest(affair_code="road.streetlight", area_code="11440")
        response = await jurisdiction.resolve_responsibility(request, timeout=1.0)

Every call needs a `timeout` in seconds. Errors are those of `city120_errors`. `edition` pins an edition for one inquiry.
"""

from city120_client.channel import open_channel
from city120_client.clients import FaqAdminClient, FaqClient, InquiryClient, JurisdictionClient, WayfindingClient

__all__ = ["FaqAdminClient", "FaqClient", "InquiryClient", "JurisdictionClient", "WayfindingClient", "open_channel"]

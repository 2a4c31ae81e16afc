"""The gateway's own view of the bundled edition, and drafts of resolutions made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from city120.inquiry.v1 import inquiry_pb2 as pb

from city120_edition import Edition
from city120_gateway.conversation.inquiry import Inquiry
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.draft import Draft
from city120_gateway.services.calls import Parts

MakeDraft = Callable[..., Draft]


@pytest.fixture(scope="session")
def knowledge(edition: Edition) -> Knowledge:
    return Knowledge.load(edition)


@pytest.fixture
def make_draft(knowledge: Knowledge) -> MakeDraft:
    """make_draft(language, channel, kind=…, **sections): a draft whose response has these sections; it can call no service."""

    def make(language: str = "ko", channel: str = "web", **sections: Any) -> Draft:
        now = dt.datetime(2026, 11, 24, 21, 40, tzinfo=ZoneInfo(knowledge.edition.settings.timezone))
        inquiry = Inquiry("", now, now.date(), channel=channel)
        no_services: Any = None
        parts = Parts.within(no_services, knowledge.edition.id, 1.0)
        return Draft(knowledge, inquiry, parts, language, True, pb.ResolveInquiryResponse(language=language, **sections))

    return make

"""All channels. The contract's list, REST, the command line and the documents are held against this one."""

from __future__ import annotations

from city120_gateway.channels.agent import Agent
from city120_gateway.channels.channel import Channel
from city120_gateway.channels.chat import Chat
from city120_gateway.channels.sign import Sign
from city120_gateway.channels.sms import Sms
from city120_gateway.channels.voice import Voice
from city120_gateway.channels.web import Web
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.resolution import Resolution

CHANNELS: dict[str, type[Channel]] = {channel.name: channel for channel in (Web, Voice, Sms, Chat, Sign, Agent)}
DEFAULT = Web.name


def render(resolution: Resolution, knowledge: Knowledge) -> tuple[str, ...]:
    """A resolution as its channel words it."""
    return CHANNELS[resolution.channel](resolution, knowledge).render()

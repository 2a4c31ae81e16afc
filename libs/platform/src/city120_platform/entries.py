"""An entry as a row of an edition and as a message of the contract: the one place where they are translated.

Fields have the same names on both sides, except for `affair` and the facts: a new one needs nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec
from city120.faq.v1 import faq_pb2 as pb
from google.protobuf.json_format import MessageToDict

from city120_edition import rows
from city120_errors import InvalidArgument


def entry_to_message(row: rows.Entry, facts: Mapping[str, rows.Fact] = MappingProxyType({})) -> pb.Entry:
    """The message of a row; of the facts that it cites those known are told whole, the others by their id."""
    values: dict[str, Any] = msgspec.to_builtins(rows.plain(row)) | {"publisher": row.publisher}
    values["affair_code"] = values.pop("affair")
    values["facts"] = [_fact(facts[fact]) if fact in facts else pb.Fact(id=fact) for fact in row.facts]
    return pb.Entry(**values)


def _fact(row: rows.Fact) -> pb.Fact:
    return pb.Fact(id=row.id, statement=row.statement, source=row.source, data_date=row.data_date, verified=row.verified)


def entry_from_message(message: pb.Entry) -> rows.Entry:
    """The row of a message; facts count by their id. Raises InvalidArgument naming the entry and the field."""
    values = MessageToDict(message, preserving_proto_field_name=True)
    values["affair"] = values.pop("affair_code", "")
    values["facts"] = [fact.id for fact in message.facts]
    try:
        return msgspec.convert(values, rows.Entry, strict=False)
    except msgspec.ValidationError as error:
        fix = "write the fields as the contract says; dates are YYYY-MM-DD"
        raise InvalidArgument(f"entry {message.id!r}: {error}", field="entry", fix=fix) from None

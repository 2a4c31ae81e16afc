"""The rules of the contract, on messages that arrive."""

from __future__ import annotations

from google.protobuf.message import Message
from protovalidate import ValidationError, Validator

from city120_errors import InvalidArgument

_VALIDATOR = Validator()
SEE_CONTRACT = "see the contract's rules for this field"


def validate_message(message: Message) -> None:
    """Check the rules of the contract; raises InvalidArgument naming the first field at fault."""
    try:
        _VALIDATOR.validate(message, fail_fast=True)
    except ValidationError as error:
        violation = error.violations[0].proto
        path = ".".join(element.field_name for element in violation.field.elements) if violation.field else ""
        raise InvalidArgument(violation.message or violation.rule_id, field=path, fix=SEE_CONTRACT) from None

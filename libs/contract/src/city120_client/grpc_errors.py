"""The error tree as google.rpc.Status with details, and back."""

from __future__ import annotations

import grpc
from google.protobuf import any_pb2
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status

from city120_errors import BY_STATUS, City120Error, Gone, TooLarge

_DOMAIN = "city120"
_BY_REASON: dict[str, type[City120Error]] = {"CONTINUATION_EXPIRED": Gone, "TOO_LARGE": TooLarge}


def to_status(error: City120Error) -> grpc.Status:
    """The status to end a call with: ErrorInfo always, BadRequest when a field is at fault, Help-like fix in the description."""
    details = [_pack(error_details_pb2.ErrorInfo(reason=error.reason, domain=_DOMAIN, metadata={"fix": error.fix} if error.fix else {}))]
    if error.field:
        violation = error_details_pb2.BadRequest.FieldViolation(field=error.field, description=error.message)
        details.append(_pack(error_details_pb2.BadRequest(field_violations=[violation])))
    code = grpc.StatusCode[error.status]
    status: grpc.Status = rpc_status.to_status(status_pb2.Status(code=code.value[0], message=str(error), details=details))
    return status


def from_rpc_error(error: grpc.RpcError) -> City120Error:
    """The error that a call ended with, as the server meant it."""
    code = error.code().name
    status = rpc_status.from_call(error)
    info, violation = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    for detail in status.details if status else ():
        detail.Unpack(info) or detail.Unpack(violation)
    fault = violation.field_violations[0] if violation.field_violations else None
    fix = info.metadata.get("fix", "")
    kind = _BY_REASON.get(info.reason) or BY_STATUS.get(code, City120Error)
    return kind(
        fault.description if fault else (error.details() or code).removesuffix(f"; {fix}"),
        field=fault.field if fault else "",
        fix=fix,
        reason=info.reason,
    )


def _pack(message: error_details_pb2.ErrorInfo | error_details_pb2.BadRequest) -> any_pb2.Any:
    packed = any_pb2.Any()
    packed.Pack(message)
    return packed

"""One tree of errors, raised where they are known and mapped once at each edge.

City120Error
├── InvalidArgument      a field is wrong: which one, and the fix
│   └── TooLarge         a field or payload is too long
├── NotFound             an id or code does not exist
├── Aborted              somebody else was first: read again, then try again
├── FailedPrecondition   right question, wrong time: before the first date
│   └── Gone             a continuation that has expired
├── Unauthenticated      no valid key was sent
├── PermissionDenied     the key is valid and not for this
├── Unimplemented        promised by the contract, not built yet
├── ResourceExhausted    too much at once: try again later
├── Unavailable          a service is down or not ready
└── DeadlineExceeded     a service was too slow
"""

from __future__ import annotations

from typing import ClassVar


class City120Error(Exception):
    """Base of the tree. `field` is the request field at fault or empty; `fix` says the way out."""

    status: ClassVar[str] = "INTERNAL"
    http_status: ClassVar[int] = 500
    title: ClassVar[str] = "Internal error"

    def __init__(self, message: str, *, field: str = "", fix: str = "", reason: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.fix = fix
        self.reason = reason or type(self).status

    def __str__(self) -> str:
        place = f"{self.field}: " if self.field else ""
        return f"{place}{self.message}{'; ' + self.fix if self.fix else ''}"


class InvalidArgument(City120Error):
    """A field is wrong."""

    status = "INVALID_ARGUMENT"
    http_status = 400
    title = "Invalid request"


class TooLarge(InvalidArgument):
    """A field or payload is too long."""

    http_status = 413
    title = "Too large"


class NotFound(City120Error):
    """An id or code does not exist."""

    status = "NOT_FOUND"
    http_status = 404
    title = "Not found"


class FailedPrecondition(City120Error):
    """The question cannot be answered for that date or state."""

    status = "FAILED_PRECONDITION"
    http_status = 422
    title = "Cannot be answered"


class Gone(FailedPrecondition):
    """A continuation has expired."""

    http_status = 410
    title = "Expired"


class Unauthenticated(City120Error):
    """No valid key was sent."""

    status = "UNAUTHENTICATED"
    http_status = 401
    title = "Key needed"


class PermissionDenied(City120Error):
    """The key is valid, but not for this."""

    status = "PERMISSION_DENIED"
    http_status = 403
    title = "Not allowed"


class Aborted(City120Error):
    """Somebody else was first."""

    status = "ABORTED"
    http_status = 409
    title = "Changed meanwhile"


class Unimplemented(City120Error):
    """The contract promises it; this version does not have it."""

    status = "UNIMPLEMENTED"
    http_status = 501
    title = "Not implemented"


class ResourceExhausted(City120Error):
    """Too much at once."""

    status = "RESOURCE_EXHAUSTED"
    http_status = 429
    title = "Too many requests"


class Unavailable(City120Error):
    """A service is down or not ready."""

    status = "UNAVAILABLE"
    http_status = 503
    title = "Unavailable"


class DeadlineExceeded(City120Error):
    """A service was too slow."""

    status = "DEADLINE_EXCEEDED"
    http_status = 504
    title = "Too slow"


BY_STATUS: dict[str, type[City120Error]] = {
    error.status: error
    for error in (
        InvalidArgument,
        NotFound,
        Aborted,
        FailedPrecondition,
        Unauthenticated,
        PermissionDenied,
        Unimplemented,
        ResourceExhausted,
        Unavailable,
        DeadlineExceeded,
    )
}

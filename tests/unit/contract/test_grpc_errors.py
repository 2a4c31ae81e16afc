"""Errors on the wire and back: what a server raised is what its caller gets."""

from __future__ import annotations

from typing import Any

import grpc
import pytest

from city120_client.grpc_errors import from_rpc_error, to_status
from city120_errors import BY_STATUS, City120Error, Gone, InvalidArgument, TooLarge, Unavailable


class Ended(grpc.RpcError):
    """A call that ended with a status, as a caller sees it."""

    def __init__(self, status: Any) -> None:
        self._status = status

    def code(self) -> grpc.StatusCode:
        """The code of the status."""
        code: grpc.StatusCode = self._status.code
        return code

    def details(self) -> str:
        """The message of the status."""
        return str(self._status.details)

    def trailing_metadata(self) -> Any:
        """Where the details travel."""
        return self._status.trailing_metadata


def there_and_back(error: City120Error) -> City120Error:
    """The error that a caller gets for one that a server raised."""
    return from_rpc_error(Ended(to_status(error)))


def parts(error: City120Error) -> tuple[type, str, str, str, str]:
    """All that an error says."""
    return type(error), error.message, error.field, error.fix, error.reason


ERRORS = [
    *(kind("it went wrong") for kind in BY_STATUS.values()),
    InvalidArgument("is no code", field="area_code", fix="write ten digits", reason="BAD_CODE"),
    Unavailable("the edition is still loading", fix="try again in a few seconds"),
    Gone("the token has expired", field="continuation", fix="ask anew", reason="CONTINUATION_EXPIRED"),
    TooLarge("is longer than 2,000 characters", field="text", reason="TOO_LARGE"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_comes_back_as_it_was_raised(error: City120Error) -> None:
    assert parts(there_and_back(error)) == parts(error)


def test_a_status_without_details_becomes_the_error_of_its_code() -> None:
    class Bare(Ended):
        def trailing_metadata(self) -> Any:
            return None

    error = from_rpc_error(Bare(to_status(Unavailable("nobody listens"))))
    assert parts(error) == (Unavailable, "nobody listens", "", "", "UNAVAILABLE")

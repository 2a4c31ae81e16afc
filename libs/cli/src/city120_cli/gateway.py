"""The gateway over REST, as the commands need it; what goes wrong is said in one line with the way out."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable
from types import TracebackType
from typing import Any

import httpx

from city120_cli.outcome import FINDING, WRONG_USAGE, Finding, WrongUsage
from city120_evaluation import asking

TIMEOUT_S = 30.0
_KEY = "X-API-Key"


class Refused(Finding, asking.Refused):
    """The gateway answered with an error; `http_status` tells which."""

    def __init__(self, http_status: int, detail: str) -> None:
        asking.Refused.__init__(self, http_status, detail)
        # A request that is wrong is wrong usage; everything else is a finding.
        self.exit_status = WRONG_USAGE if http_status == httpx.codes.BAD_REQUEST else FINDING


class Gateway:
    """One gateway, over a connection that is kept. Use it in `with`."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        key = os.environ.get("CITY120_API_KEY") or os.environ.get("CITY120_API_KEYS", "").split(",")[0].strip()
        try:
            url = httpx.URL(self.address)
            if url.scheme not in ("http", "https") or not url.host:
                raise httpx.InvalidURL(address)
        except httpx.InvalidURL:
            raise WrongUsage(f"{address!r} is no address; write http://HOST:PORT") from None
        self._client = httpx.Client(
            base_url=self.address,
            timeout=TIMEOUT_S,
            headers={_KEY: key} if key else {},
            trust_env=not _on_this_machine(url.host),  # a proxy of the environment does not know this machine
        )

    def __enter__(self) -> Gateway:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def resolve(self, inquiry: dict[str, Any]) -> dict[str, Any]:
        """Resolve an inquiry. Raises Finding."""
        return self._answer(lambda: self._client.post("/v1/inquiries:resolve", json=inquiry))

    def get(self, path: str, **parameters: Any) -> dict[str, Any]:
        """Read a path; parameters that are None are left out. Raises Finding."""
        query = {name: value for name, value in parameters.items() if value is not None}
        return self._answer(lambda: self._client.get(path, params=query))

    def _answer(self, call: Callable[[], httpx.Response]) -> dict[str, Any]:
        try:
            response = call()
        except httpx.ConnectError:
            raise Finding(f"no gateway at {self.address}; start it with: city120 up (or make run)") from None
        except httpx.TimeoutException:
            raise Finding(f"the gateway at {self.address} did not answer within {TIMEOUT_S:.0f} s") from None
        except httpx.TransportError as error:
            raise Finding(f"the gateway at {self.address} broke off: {error}") from None
        content = _json(response)
        if response.is_success and content is not None:
            return content
        raise Refused(response.status_code, _detail(response, content, self.address))


def _json(response: httpx.Response) -> dict[str, Any] | None:
    try:
        content = response.json()
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _detail(response: httpx.Response, content: dict[str, Any] | None, address: str) -> str:
    if content is None or "detail" not in content:
        return f"{address} answered {response.status_code} with something else than city120's JSON; is it a gateway of city120?"
    if response.status_code == httpx.codes.UNAUTHORIZED:
        return f"{content['detail']}; set CITY120_API_KEY to a key of this gateway"
    return str(content["detail"])


def _on_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""The gateway as the commands ask it: what goes wrong is said in one line with the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from city120_cli.gateway import Gateway
from city120_cli.outcome import Finding

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Run, SpokenGateway


def test_without_a_gateway_the_way_to_start_one_is_told(city120: Run) -> None:
    ended = city120("ask", "hello", "--address", "http://127.0.0.1:1")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "city120: no gateway at http://127.0.0.1:1; start it with: city120 up (or make run)\n"


@pytest.mark.parametrize("address", ["127.0.0.1:8120", "ftp://x", "http://", "http://a:b"])
def test_an_address_that_is_none_is_wrong_usage(city120: Run, address: str) -> None:
    ended = city120("ask", "hello", "--address", address)
    assert ended.status == 2
    assert "write http://HOST:PORT" in ended.err


@pytest.mark.parametrize(("http_status", "status"), [(400, 2), (404, 1), (422, 1), (503, 1)])
def test_what_the_gateway_refuses_is_told_in_its_words(city120: Run, gateway: SpokenGateway, http_status: int, status: int) -> None:
    gateway.answers["/v1/areas:locate"] = (http_status, {"title": "x", "status": http_status, "detail": "code: does not exist; find codes"})
    ended = city120("locate", "99999", "--address", gateway.address)
    assert (ended.status, ended.err) == (status, "city120: code: does not exist; find codes\n")


def test_a_key_of_the_environment_is_sent_and_a_missing_one_explained(city120: Run, gateway: SpokenGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway.answers["/v1/geocode"] = (401, {"title": "x", "status": 401, "detail": "x-api-key: no valid key was sent"})
    assert "set CITY120_API_KEY" in city120("geocode", "x", "--address", gateway.address).err
    monkeypatch.setenv("CITY120_API_KEY", "secret")
    city120("geocode", "x", "--address", gateway.address)
    assert [asked.headers.get("x-api-key") for asked in gateway.asked] == [None, "secret"]


def test_another_server_is_told_from_a_gateway(city120: Run, gateway: SpokenGateway) -> None:
    gateway.answers["/v1/geocode"] = b"<html>welcome</html>"
    ended = city120("geocode", "x", "--address", gateway.address)
    assert ended.status == 1
    assert "is it a gateway of city120?" in ended.err


def test_what_is_none_is_not_asked_for(gateway: SpokenGateway) -> None:
    gateway.answers["/v1/geocode"] = {"places": []}
    with Gateway(gateway.address + "/") as asked:
        assert asked.get("/v1/geocode", q="마포", limit=None) == {"places": []}
    assert gateway.asked[0].query == {"q": "마포"}


def raising(error: Exception) -> httpx.MockTransport:
    def handle(request: httpx.Request) -> httpx.Response:
        raise error

    return httpx.MockTransport(handle)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (httpx.ReadTimeout("late"), "did not answer within 30 s"),
        (httpx.ReadError("reset"), "broke off: reset"),
        (httpx.ConnectError("refused"), "start it with: city120 up"),
    ],
)
def test_what_goes_wrong_on_the_way_is_a_finding(error: Exception, says: str) -> None:
    with Gateway("http://127.0.0.1:8120") as asked:
        asked._client = httpx.Client(transport=raising(error), base_url=asked.address)
        with pytest.raises(Finding, match=says):
            asked.resolve({"text": "x"})


def test_a_proxy_is_for_other_machines_alone() -> None:
    for host, trusts in (("localhost", False), ("127.0.0.1", False), ("[::1]", False), ("city.example", True)):
        with Gateway(f"http://{host}:8120") as asked:
            assert asked._client.trust_env is trusts, host


def test_the_first_of_several_keys_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY120_API_KEYS", " one , two")
    with Gateway("http://127.0.0.1:8120") as asked:
        assert asked._client.headers["X-API-Key"] == "one"

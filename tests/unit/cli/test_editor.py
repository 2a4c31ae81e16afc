"""The editor as the commands ask it: what goes wrong is said in one line with the way out."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from city120_cli import editor
from city120_cli.outcome import FINDING, WRONG_USAGE, Finding
from city120_errors import Aborted, City120Error, InvalidArgument, NotFound, Unauthenticated, Unavailable, Unimplemented

NOWHERE = "127.0.0.1:1"


def refused(error: City120Error, *, usage: bool = False) -> Finding:
    async def work(client: Any) -> None:
        raise error

    with pytest.raises(Finding) as raised:
        editor.ask(NOWHERE, work, usage=usage)
    return raised.value


def test_what_is_made_of_the_answer_is_given_back() -> None:
    async def work(client: Any) -> str:
        return type(client).__name__

    assert editor.ask(NOWHERE, work) == "FaqAdminClient"


@pytest.mark.parametrize("error", [Unavailable("no connection"), Unimplemented("no such call")])
def test_where_no_editor_is_the_way_to_start_one_is_told(error: City120Error) -> None:
    assert str(refused(error)) == f"no editor at {NOWHERE}; start one with: city120 up --editor, or name it by --address"


def test_an_editor_that_is_busy_says_so_itself() -> None:
    assert str(refused(Unavailable("the service is stopping", fix="try again"))).startswith("the service is stopping; try again at ")


def test_a_missing_key_is_explained() -> None:
    assert "set CITY120_EDITOR_KEY" in str(refused(Unauthenticated("no valid key was sent")))


@pytest.mark.parametrize(
    ("error", "usage", "status"),
    [
        (NotFound("no such edition"), True, WRONG_USAGE),
        (NotFound("no such edition"), False, FINDING),
        (InvalidArgument("is empty", field="author"), True, WRONG_USAGE),
        (Aborted("somebody was faster"), True, FINDING),
    ],
)
def test_what_the_user_named_wrongly_is_wrong_usage(error: City120Error, usage: bool, status: int) -> None:
    finding = refused(error, usage=usage)
    assert finding.exit_status == status
    assert str(error) == str(finding)


@pytest.mark.parametrize(
    ("variables", "target"),
    [
        ({}, "127.0.0.1:50124"),
        ({"CITY120_EDITOR_PORT": "9"}, "127.0.0.1:9"),
        ({"CITY120_EDITOR_PORT": "9", "CITY120_EDITOR_TARGET": "editor:1"}, "editor:1"),
    ],
)
def test_the_editor_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], target: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert editor.default_target() == target


async def test_a_long_call_is_waited_for_and_its_error_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "_TICK_S", 0.005)

    async def work() -> int:
        await asyncio.sleep(0.02)
        return 7

    async def broken() -> int:
        raise NotFound("no such edition")

    assert await editor.shown("publishing", work()) == 7
    with pytest.raises(NotFound):
        await editor.shown("publishing", broken())

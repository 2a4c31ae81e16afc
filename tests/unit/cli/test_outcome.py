"""How a command ends: 0 done, 1 a finding, 2 wrong usage."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator

import pytest

from city120_cli.outcome import DONE, FINDING, SAID, WRONG_USAGE, Finding, WrongUsage, ended, exit_status
from city120_evaluation.errors import WrongInput as WrongGolden
from city120_ingest.errors import UnreadableFile, WrongInput
from city120_processes.errors import HouseError


@pytest.fixture(autouse=True)
def _signals_stay() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def raising(error: BaseException) -> Callable[[], int]:
    def run() -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Finding("x"), FINDING),
        (WrongUsage("x"), WRONG_USAGE),
        (WrongGolden("x"), WRONG_USAGE),
        (WrongInput("x"), WRONG_USAGE),
        (UnreadableFile("x"), FINDING),
        (HouseError("x"), FINDING),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_commands_and_libraries_raise_is_said_in_one_line(error: Exception, status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(error, SAID)
    assert ended(raising(error)) == exit_status(error) == status
    assert capsys.readouterr().err == f"city120: {error}\n"


def test_a_command_ends_with_its_own_status() -> None:
    assert [ended(lambda status=status: status) for status in (DONE, FINDING)] == [DONE, FINDING]  # type: ignore[misc]


def test_a_path_that_is_not_there_is_named_and_an_error_without_one_is_not_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(raising(FileNotFoundError(2, "No such file or directory", "/nowhere"))) == WRONG_USAGE
    assert "/nowhere: No such file or directory; name a path" in capsys.readouterr().err
    with pytest.raises(PermissionError):
        ended(raising(PermissionError("of something else")))


def test_what_nobody_foresaw_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        ended(raising(ZeroDivisionError()))


def test_ctrl_c_and_sigterm_end_as_shells_expect() -> None:
    assert ended(raising(KeyboardInterrupt())) == 130

    def stopped() -> int:
        signal.raise_signal(signal.SIGTERM)
        return DONE

    with pytest.raises(SystemExit) as left:
        ended(stopped)
    assert left.value.code == 143

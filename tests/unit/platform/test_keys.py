"""Keys with names and scopes: only hashes are stored, old and new hold side by side, and a wrong line is named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from city120_platform import keys
from city120_platform.keys import BadKeys, Keyring, make, read, scope_of_method
from city120_platform.settings import ServiceSettings


def ring(**values: Any) -> Keyring:
    return Keyring.of(ServiceSettings(**values))


def test_a_key_is_known_by_its_hash_and_nothing_else_is() -> None:
    key, line = make("kakao", ["ask", "feedback"])
    assert key not in line
    caller = ring(named_keys=line).caller(key)
    assert caller is not None
    assert (caller.name, set(caller.scopes), caller.named) == ("kakao", {"ask", "feedback"}, True)
    for sent in ("", key[:-1], f"{key} ", line.split()[2], line.split()[2].removeprefix("sha256:")):
        assert ring(named_keys=line).caller(sent) is None


def test_old_and_new_key_of_a_name_hold_side_by_side() -> None:
    (old, first), (new, second) = make("kakao", ["ask"]), make("kakao", ["ask"])
    both = ring(named_keys=f"{first}; {second}")
    assert [getattr(both.caller(key), "name", None) for key in (old, new)] == ["kakao", "kakao"]
    assert ring(named_keys=second).caller(old) is None


def test_a_key_ends_with_its_last_day() -> None:
    today = dt.datetime.now(dt.UTC).date()
    key, line = make("kakao", ["ask"], today)
    assert ring(named_keys=line).caller(key)
    key, line = make("kakao", ["ask"], today - dt.timedelta(days=1))
    assert ring(named_keys=line).caller(key) is None


def test_keys_of_the_one_list_may_do_all_but_edit_and_administer() -> None:
    caller = ring(api_keys="first, second").caller("second")
    assert caller is not None
    assert (caller.name, caller.named) == ("key-2", False)
    assert caller.scopes == {"ask", "read", "feedback", "handoff", "statistics", "metrics"}
    assert ring(api_keys="first").caller("") is None


def test_without_keys_a_caller_is_an_address_and_may_do_everything() -> None:
    caller = ring().caller("", "127.0.0.1")
    assert caller is not None
    assert caller.name == "127.0.0.1"
    assert all(map(caller.may, ("ask", "read", "admin", "edit:city", "")))


def test_a_file_is_read_again_when_it_changes_and_a_wrong_one_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    monkeypatch.setattr(keys, "_LOOK_EVERY_S", 0.0)
    (old, first), (new, second) = make("kakao", ["ask"]), make("kakao", ["ask"])
    file = tmp_path / "keys"
    file.write_text(f"# of the chat bot\n{first}\n")
    held = ring(keys_file=file)
    assert held.caller(old)
    assert not held.caller(new)
    file.write_text(f"{first}\n\n{second}\n")
    assert held.caller(old)
    assert held.caller(new)
    file.write_text("no line of keys\n")
    assert held.caller(new)
    assert held.caller(new)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == ["keys refused"]
    file.unlink()
    assert held.caller(new)
    file.write_text(second)
    assert not held.caller(old)
    file.write_text("")
    # Nobody, not everybody.
    assert held.caller(new) is None
    assert held.caller("") is None


def test_a_file_that_is_absent_at_the_start_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadKeys, match="CITY120_KEYS_FILE"):
        ring(keys_file=tmp_path / "absent")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("kakao", "is no scope"),
        ("Kakao ask sha256:" + "0" * 64, "the name must be"),
        ("kakao ask,fly sha256:" + "0" * 64, "'fly' is no scope"),
        ("kakao edit sha256:" + "0" * 64, "'edit' is no scope"),
        ("kakao edit:seoul sha256:" + "0" * 64, "is no scope"),
        ("kakao edit:city,edit:11440 sha256:" + "0" * 64, "of one publisher"),
        ("kakao ask secret", "third word must be sha256:"),
        ("kakao ask sha256:" + "0" * 63, "third word must be sha256:"),
        ("kakao ask sha256:" + "0" * 64 + " until:soon", "until:YYYY-MM-DD"),
        ("kakao ask sha256:" + "0" * 64 + " until:2027-01-01 more", "until:YYYY-MM-DD"),
    ],
)
def test_a_wrong_line_is_named(line: str, said: str) -> None:
    with pytest.raises(BadKeys, match=r"line 2: ") as told:
        read(f"# keys\n{line}")
    assert said in str(told.value)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("method", "scope"),
    [
        ("/city120.inquiry.v1.InquiryService/ResolveInquiry", "ask"),
        ("/city120.inquiry.v1.InquiryService/GetInquiry", "read"),
        ("/city120.inquiry.v1.InquiryService/CloseInquiry", "feedback"),
        ("/city120.faq.v1.FaqService/RecordFeedback", "feedback"),
        ("/city120.jurisdiction.v1.JurisdictionService/GetBody", "ask"),
        ("/city120.faq.v1.FaqAdminService/PutEntry", ""),
    ],
)
def test_what_a_method_needs(method: str, scope: str) -> None:
    assert scope_of_method(method) == scope

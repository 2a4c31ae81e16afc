"""What the gateway answers, as lines for people. Whole answers stand with the commands that print them."""

from __future__ import annotations

from typing import Any

import pytest

from city120_cli import describe

MAPO = {"code": "11440", "names": {"ko": "마포구", "en": "Mapo-gu"}}


def resolved(**sections: Any) -> list[str]:
    return list(describe.resolution({"kind": "answer", "language": "en", **sections}))


@pytest.mark.parametrize(
    ("names", "language", "shown"),
    [
        ({"ko": "마포구", "en": "Mapo-gu"}, "en", "마포구 (Mapo-gu)"),
        ({"ko": "마포구", "en": "Mapo-gu"}, "ko", "마포구"),
        ({"ko": "마포구"}, "vi", "마포구"),
        ({"en": "Mapo-gu"}, "en", "Mapo-gu"),
        (None, "en", ""),
    ],
)
def test_the_official_name_has_the_other_one_beside_it(names: dict[str, str] | None, language: str, shown: str) -> None:
    assert describe.named(names, language) == shown


def test_an_answer_without_words_or_sections_says_so() -> None:
    assert resolved() == ["(nothing to read out)", "", "kind         answer (confidence 0.00), in en"]


def test_only_the_likeliest_affairs_are_told() -> None:
    affairs = [{"code": f"a.{number}", "probability": 0.9 / (number + 1)} for number in range(5)]
    assert "affair       a.0 0.90, a.1 0.45, a.2 0.30" in resolved(affairs=affairs)


def test_an_emergency_a_hand_over_and_an_entry_have_a_line_each() -> None:
    told = resolved(
        emergency={"numbers": ["119", "112"]},
        handoff={"queue": "agent", "reason": "UNSURE"},
        answer={"entry_id": "e", "reviewed_on": "2026-11-24", "source": "a law"},
    )
    assert told[3:] == [
        "call first   119, 112",
        "answer from  e, reviewed on 2026-11-24",
        "source       a law",
        "hand over    agent: UNSURE",
    ]


def test_why_not_another_body_and_what_would_change_it() -> None:
    told = resolved(
        responsibility={
            "body_id": "a",
            "name": "가",
            "department_id": "a/b",
            "department_names": {"ko": "과"},
            "runner_up": {"rule_id": "r.city", "why_not": "wider"},
            "changes": ["at night: c"],
            "note": "moved",
        }
    )
    assert told[3:] == [
        "responsible  가, a",
        "department   과, a/b",
        "phone        no verified number",
        "rule         None",
        "source       not named",
        "not          r.city: wider",
        "otherwise    at night: c",
        "note         moved",
    ]


def test_a_place_outside_and_a_code_of_another_time_are_told() -> None:
    old = {"code": "1", "names": {"ko": "옛동"}, "valid_from": "2000-01-01", "valid_to": "2020-01-01"}
    told = list(
        describe.location(
            {
                "admin_dong_candidates": [MAPO],
                "outside_code": "41135",
                "outside_names": {"ko": "성남시"},
                "superseded": old,
                "source_disagreed": True,
                "admin_dong_date": "2026-07",
                "admin_dong_source": "an import",
                "boundary_date": "2026-01",
            }
        )
    )
    assert told == [
        "maybe dong   11440 마포구 (Mapo-gu)",
        "outside      not in the city: 41135 성남시",
        "asked for    1 옛동, which stands from 2000-01-01, until 2020-01-01",
        "doubtful     the sources of the boundaries disagree here",
        "admin dong   by a layer of 2026-07: an import",
        "boundaries   of 2026-01",
    ]


@pytest.mark.parametrize(
    ("opening", "shown"),
    [
        ({"opening_hours": "24/7", "open_now": True}, "24/7  open"),
        ({"opening_hours": "Mo", "open_now": False, "next_change": "9:00"}, "Mo  closed until 9:00"),
        ({"opening_hours": "Mo"}, "Mo"),
    ],
)
def test_whether_a_place_is_open_is_told_where_it_is_known(opening: dict[str, Any], shown: str) -> None:
    assert describe.place({"ref": "p", "name": "가", "kind": "library", "opening": opening}).endswith(f"[library]  {shown}")


def test_a_fresh_list_needs_no_warning() -> None:
    assert describe.old_places({"places": [{"freshness": "fresh"}, {}]}) == ""
    old = [{"freshness": "stale", "data_date": "2023"}, {"freshness": "aging", "data_date": "2024"}, {"freshness": "fresh"}]
    assert describe.old_places({"places": old}).startswith("2 of these places are from lists that are not fresh (2023, 2024)")


def test_a_way_without_times_says_about_how_long_and_of_which_lines_they_are_not_known() -> None:
    names = {"line_names": {"ko": "먼선", "en": "Far Line"}}
    legs = [{"steps": ["Ride"], "mode": "line.2"}, *({"steps": ["Ride on"], "mode": "line.far", "times_unknown": True, **names} for _ in "ab")]
    told = list(describe.route({"legs": legs, "estimate_s": 1210, "source": "a list", "data_date": "2025-10"}))
    assert told == [
        *("  Ride", "  Ride on", "  Ride on"),
        "  about 21 min, waits not included; no train times are known of 먼선 (Far Line)",
        "  source: a list, 2025-10",
    ]

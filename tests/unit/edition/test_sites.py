"""What complexes, schools and crossings are called, and where they lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_edition import rows
from city120_edition.sites import Sites, compile_sites, pack_sites
from city120_edition.source import Source
from city120_text import name_key
from tests.bundled import bundled

DAECHI, DOGOK, JAMSIL = "1168010600", "1168011800", "1171010100"


def form(listed: str, find: str, replace: str, *, beside: bool = False) -> rows.SiteForm:
    return rows.SiteForm(list=listed, find=find, replace=replace, beside=beside)


@pytest.fixture(scope="module")
def source() -> Source:
    """The areas of the bundled rows, with few sites."""
    tables = {table: bundled().tables[table] for table in ("districts", "legal_dongs")}
    tables["sites"] = [
        rows.Site(list="complexes", name="대치미도맨션", areas=(DAECHI,), lat=37.5, lon=127.0),
        rows.Site(list="complexes", name="잠실리센츠", areas=(JAMSIL,)),
        rows.Site(list="complexes", name="도곡리센츠", areas=(DOGOK,)),
        rows.Site(list="complexes", name="SKVIEW", areas=(DOGOK,)),
        rows.Site(list="schools", name="휘문고등학교", areas=(DAECHI,)),
        rows.Site(list="schools", name="매일초등학교", areas=(DAECHI, DOGOK)),
    ]
    tables["site_lists"] = [
        rows.SiteList(list="complexes", kind="complex", reach_m=200, stays="아파트", source="s", confidence="verified"),
        rows.SiteList(list="schools", kind="school", reach_m=150, source="s", confidence="verified"),
    ]
    tables["site_forms"] = [
        form("complexes", "^(?!.*아파트$)(.+)$", r"\1아파트"),
        form("complexes", "^{area}(.{3,})$", r"\1"),
        form("schools", "^(.+)고등학교$", r"\1고", beside=True),
        form("schools", "^(.+)고$", r"\1고교"),
    ]
    tables["site_names"] = [rows.SiteName(site="리센츠아파트", language="en", name="Ricenz")]
    tables["site_brands"] = [rows.SiteBrand(text=text) for text in ("미도", "맨션", "SKVIEW", "아파트", "차")]
    tables["ignored_names"] = [rows.IgnoredName(name="매일초등학교", reason="x")]
    return Source(Path(), tables)


@pytest.fixture(scope="module")
def sites(source: Source) -> Sites:
    return Sites.unpack(pack_sites(compile_sites(source, {"잠실리센츠"})))


def names(sites: Sites, key: str) -> list[str]:
    return [site.name for site in sites.of_key(key)] if key in sites else []


@pytest.mark.parametrize(
    ("key", "called"),
    [
        ("대치미도맨션", ["대치미도맨션"]),
        ("대치미도맨션아파트", ["대치미도맨션"]),
        # Without the name of its dong it is called so too, and others may be.
        ("미도맨션", ["대치미도맨션"]),
        ("리센츠아파트", ["잠실리센츠", "도곡리센츠"]),
        ("ricenz", ["잠실리센츠", "도곡리센츠"]),
        # Three syllables alone are too many other things; the name is that of something else; Latin letters alone are a builder.
        ("리센츠", []),
        ("잠실리센츠", []),
        ("skview", []),
        ("skview아파트", ["SKVIEW"]),
        # A form of a form; an everyday word.
        ("휘문고교", ["휘문고등학교"]),
        ("매일초등학교", []),
    ],
)
def test_sites_are_called_in_their_forms(sites: Sites, key: str, called: list[str]) -> None:
    assert names(sites, key) == called


def test_a_site_has_its_dongs_and_its_point(sites: Sites) -> None:
    (site,) = sites.of_key("미도맨션")
    assert (site.areas, site.point) == ((DAECHI,), (37.5, 127.0))
    assert sites.of_key("리센츠아파트")[0].point is None


def test_short_forms_and_what_is_made_of_them_need_a_word_beside_them(sites: Sites) -> None:
    assert [sites.needs_word(key) for key in ("휘문고등학교", "휘문고", "휘문고교")] == [False, True, True]
    assert "휘문고" not in dict(sites.plain)


def test_parts_of_names_and_those_of_builders_are_vague(sites: Sites) -> None:
    vague = {key: sites.is_vague(key) for key in ("미도맨션", "리센츠아파트", "skview아파트", "대치미도맨션", "도곡리센츠", "ricenz")}
    assert [key for key, is_vague in vague.items() if is_vague] == ["미도맨션", "리센츠아파트", "skview아파트"]


def test_what_says_something_stays(sites: Sites) -> None:
    assert {key: dict(sites.plain)[key] for key in ("미도맨션", "미도맨션아파트", "휘문고등학교")} == {
        "미도맨션": "",
        "미도맨션아파트": "아파트",
        "휘문고등학교": "",
    }


def test_every_further_name_is_of_sites() -> None:
    source = bundled()
    sites = Sites.unpack(pack_sites(compile_sites(source, ())))
    assert [row.name for row in source.rows("site_names", rows.SiteName) if name_key(row.name) not in sites] == []


def test_all_sites_are_told_once_with_or_without_a_point(sites: Sites) -> None:
    every = list(sites.all)
    assert [site.name for site in every] == ["대치미도맨션", "잠실리센츠", "도곡리센츠", "SKVIEW", "휘문고등학교", "매일초등학교"]
    assert [site.point for site in every[:2]] == [(37.5, 127.0), None]

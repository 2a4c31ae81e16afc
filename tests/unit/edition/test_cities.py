"""Which city is served: the only one that is installed, or the one that the setting names."""

from __future__ import annotations

from pathlib import Path

import pytest

from city120_edition import CityError, cities, installed_cities, installed_city
from tests.installed_city import install_city


def test_a_city_is_found_with_its_folders() -> None:
    seoul = installed_cities()["seoul"]
    assert (seoul.rows / "edition.yaml").is_file()
    assert (seoul.trained / "fusion.json").is_file()


def test_the_only_city_is_the_default() -> None:
    assert installed_city().name == "seoul"


def test_of_several_one_must_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = install_city(tmp_path, "elsewhere", tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(CityError, match=r"CITY120_CITY=… \(elsewhere, seoul\)"):
        installed_city()
    monkeypatch.setenv("CITY120_CITY", "elsewhere")
    assert installed_city() == cities.City("elsewhere", folder / "rows", folder / "trained")


def test_a_city_that_is_not_installed_cannot_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY120_CITY", "atlantis")
    with pytest.raises(CityError, match=r"'atlantis', which is not installed; installed: seoul"):
        installed_city()


def test_without_any_city_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cities, "GROUP", "city120.no-such-group")
    with pytest.raises(CityError, match=r"no city is installed; install one, or name a folder of rows with --source"):
        installed_city()

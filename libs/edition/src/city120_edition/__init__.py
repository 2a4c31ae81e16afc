"""Editions: everything city120 knows, as one immutable, validated, content-addressed directory.

`read_source` reads what people edit, `validate` finds what is inconsistent, `build` makes an edition, `Edition` is what services read.
"""

from city120_edition.build import build
from city120_edition.cities import City, CityError, installed_cities, installed_city
from city120_edition.edition import Edition, current_edition_path, default_data_dir, set_current
from city120_edition.source import Problem, Source, SourceError, read_source
from city120_edition.validate import validate

__all__ = [
    "City",
    "CityError",
    "Edition",
    "Problem",
    "Source",
    "SourceError",
    "build",
    "current_edition_path",
    "default_data_dir",
    "installed_cities",
    "installed_city",
    "read_source",
    "set_current",
    "validate",
]

"""Settings of faq."""

from __future__ import annotations

import hmac

from pydantic import Field, field_validator
from pydantic_settings import SettingsConfigDict

from city120_edition import rows
from city120_platform.settings import ServiceSettings

_DISTRICT_DIGITS = 5


class FaqSettings(ServiceSettings):
    """What every service has, its port, and how it edits when it is the editor."""

    model_config = SettingsConfigDict(hide_input_in_errors=True)

    faq_port: int = Field(default=50123, ge=0, le=65535, description="gRPC port; 0 takes a free one")
    faq_editor: bool = Field(default=False, description="whether this process is the editor: it answers FaqAdminService and nothing else")
    editor_port: int = Field(default=50124, ge=0, le=65535, description="gRPC port of the editor; 0 takes a free one")
    editor_keys: str = Field(
        default="", description="who edits what: city=KEY,11440=KEY; empty and no other keys: anyone on this machine, the city's rows"
    )

    @field_validator("editor_keys")
    @classmethod
    def _have_scopes(cls, text: str) -> str:
        for number, (scope, key) in enumerate(_pairs(text), start=1):
            if not key or not (scope == rows.CITY or (scope.isdecimal() and len(scope) == _DISTRICT_DIGITS)):
                raise ValueError(f"part {number} is not city=KEY or the five digits of a district, =, and a key")
        return text

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that callers may send; the editor takes those of editors too."""
        return super().keys + (tuple(key for _, key in _pairs(self.editor_keys)) if self.faq_editor else ())

    def scope_of(self, sent: str) -> str:
        """Whose rows a caller who sent this key may edit: `city`, a district's code, or empty for nobody's. Compared in constant time."""
        if not self.keys:
            return rows.CITY
        found = [scope for scope, key in _pairs(self.editor_keys) if hmac.compare_digest(sent.encode(), key.encode())]
        return found[0] if found else ""


def _pairs(text: str) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in text.split(",") if part.strip())
    return [(scope.strip(), key.strip()) for scope, _, key in parts]

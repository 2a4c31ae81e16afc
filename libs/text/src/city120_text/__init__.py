"""What can be said of an inquiry's text without knowing any affair: its language, numbers to mask, emergencies.

A pure library: no network, and no file but its own spelling. Rules about emergencies come in as rows of the edition.
"""

from city120_text.emergency import EmergencyMatcher, EmergencyRule
from city120_text.language import LANGUAGES, UNDETERMINED, detect_language
from city120_text.normalise import fold, name_key, strip_marks, unrepeated
from city120_text.redact import identifying, redact

__all__ = [
    "LANGUAGES",
    "UNDETERMINED",
    "EmergencyMatcher",
    "EmergencyRule",
    "detect_language",
    "fold",
    "identifying",
    "name_key",
    "redact",
    "strip_marks",
    "unrepeated",
]

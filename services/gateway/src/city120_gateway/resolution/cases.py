"""Which case of an affair a text is about, by the question that an entry answers: "would the police come?", "and if I had paid cash?" """

from __future__ import annotations

from collections.abc import Iterable

from city120_gateway.conversation.conversation import Conversation
from city120_gateway.knowledge import Knowledge
from city120_gateway.resolution.findings import Findings
from city120_gateway.words.caller_words import DETAILS, PAYMENT, entries_of, further_of

# So much of a text must be said by what answers it.
LEAST = 3.5


def in_words(entries: Iterable[str], affair: str, knowledge: Knowledge) -> str:
    """The entry of an affair among those that words mean; empty for none."""
    return min((entry for entry in entries if knowledge.settling.get(entry) == affair), default="")


def further_in_words(findings: Findings, knowledge: Knowledge) -> str:
    """The entry of what was answered that the words of who goes on mean, what they mean wherever they stand before what only behind an answer; of
    several the one that was told; empty for none."""
    conversation, affair = findings.conversation, findings.match.affairs[0].code
    heard, told = knowledge.caller_words.heard(conversation.text), conversation.earlier.told[0]
    ways = (in_words(meant & among, affair, knowledge) for meant in (entries_of(heard), further_of(heard)) for among in ({told}, meant))
    return next(filter(None, ways), "")


def is_asked_by(conversation: Conversation, entry: str, knowledge: Knowledge) -> bool:
    """Whether a text has rare words of the question that an entry answers."""
    return asked_alike(conversation, entry, knowledge) >= LEAST


def asked_alike(conversation: Conversation, entry: str, knowledge: Knowledge) -> float:
    """How much of a text, without the words for details, the question of an entry says."""
    return _shared(knowledge.caller_words.without(conversation.text, DETAILS), entry, conversation.language, knowledge)


def paid_otherwise(findings: Findings, knowledge: Knowledge) -> str:
    """The entry of the affair that is about who pays as the text says, where what was told says less of that; empty for none."""
    conversation, about = findings.conversation, knowledge.city_entries.get(findings.match.affairs[0].code, ())
    told, language = conversation.earlier.told
    means = knowledge.caller_words.spoken(conversation.text, PAYMENT)
    heard = knowledge.texts[told][language].answer if language in knowledge.texts.get(told, {}) else ""
    least = max(LEAST, knowledge.questions.shared(means, heard, language))
    worth = {entry: _shared(means, entry, language, knowledge) for entry in about if entry != told}
    best = max(worth, key=lambda entry: worth[entry], default="")
    return best if best and worth[best] > least else ""


def _shared(text: str, entry: str, language: str, knowledge: Knowledge) -> float:
    texts = knowledge.texts.get(entry, {})
    return knowledge.questions.shared(text, texts[language].question, language) if language in texts else 0.0

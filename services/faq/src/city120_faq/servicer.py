"""The contract's calls, translated to the domain and back."""

from __future__ import annotations

import asyncio
import datetime as dt

import grpc
from city120.faq.v1 import faq_pb2 as pb
from city120.faq.v1 import faq_pb2_grpc

from city120_edition.holder import EditionHolder
from city120_errors import InvalidArgument
from city120_faq import messages
from city120_faq.encoder.floats import Floats
from city120_faq.faq import Faq
from city120_faq.feedback import Feedback, FeedbackStore
from city120_faq.matching.consult import Consultant
from city120_faq.matching.match import Limits
from city120_faq.matching.reading import BY_WORDS, Weaker, says_little
from city120_faq.search.standby import Searcher
from city120_platform.entries import entry_to_message
from city120_platform.grpc_server import pinned_edition
from city120_platform.moments import read_directory_date
from city120_text import LANGUAGES, detect_language

_AFFAIRS = 5
_ENTRIES = 10
_SUGGESTIONS = 8
_Context = grpc.ServicerContext


class FaqServicer(faq_pb2_grpc.FaqServiceServicer):
    """Thin: reads the request, asks the domain, writes the response with the edition that answered."""

    def __init__(self, holder: EditionHolder[Faq], consultant: Consultant, feedback: FeedbackStore, searcher: Searcher) -> None:
        self._holder = holder
        self._searcher = searcher
        self._consultant = consultant
        self._feedback = feedback

    async def MatchInquiry(self, request: pb.MatchInquiryRequest, context: _Context) -> pb.MatchInquiryResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        language, day = detect_language(request.text, request.language), _day(loaded, request.as_of)
        steps = loaded.matching.match(request.text, language, day, Limits(request.limit or _AFFAIRS, _ENTRIES))
        return messages.inquiry(await self._consultant.follow(steps, loaded.model_id), language, loaded.edition.id)

    async def SearchAnswers(self, request: pb.SearchAnswersRequest, context: _Context) -> pb.SearchAnswersResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        language = detect_language(request.query, request.language)
        shown = language if language in LANGUAGES else LANGUAGES[0]
        vector, weaker = await self._vector(loaded, request.query, shown)
        result = await self._searcher.search(loaded.edition.id, loaded.index, loaded.index.query(request.query, shown, vector))
        rows = [(loaded.entries.get(hit.entry_id), hit.score) for hit in result.hits[: request.limit or _ENTRIES]]
        return pb.SearchAnswersResponse(
            edition_id=loaded.edition.id,
            hits=[pb.AnswerHit(entry=entry_to_message(row, loaded.entries.facts), score=score) for row, score in rows],
            degraded=[*map(messages.weaker, weaker), *messages.weaker_search(result)],
        )

    async def _vector(self, loaded: Faq, text: str, language: str) -> tuple[Floats | None, list[Weaker]]:
        """The vector of a text without place names; none for what says nothing, and none, which is named, when it cannot be had."""
        plain = loaded.matching.reader.names.remove(text)
        if says_little(plain):
            return None, []
        vectors = await self._consultant.consult([plain], loaded.model_id if language in loaded.index.vectors else "")
        return (vectors.rows[0], []) if vectors.rows is not None else (None, [Weaker(vectors.reason, BY_WORDS)])

    async def GetEntry(self, request: pb.GetEntryRequest, context: _Context) -> pb.GetEntryResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        entry = loaded.entries.get(request.id)
        if request.district_code:
            entry = loaded.entries.in_district(entry, request.district_code, _day(loaded, request.as_of))
        return pb.GetEntryResponse(edition_id=loaded.edition.id, entry=entry_to_message(entry, loaded.entries.facts))

    async def SuggestQuestions(self, request: pb.SuggestQuestionsRequest, context: _Context) -> pb.SuggestQuestionsResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        language = detect_language(request.prefix, request.language)
        # A few letters do not tell a language: what the channel says counts more here than elsewhere.
        shown = request.language if request.language in LANGUAGES else language if language in LANGUAGES else LANGUAGES[0]
        suggestions = loaded.suggestions[shown].find(request.prefix, request.limit or _SUGGESTIONS)
        shown_questions = [pb.Suggestion(entry_id=entry_id, question=question) for entry_id, question in suggestions]
        return pb.SuggestQuestionsResponse(edition_id=loaded.edition.id, suggestions=shown_questions)

    async def RecordFeedback(self, request: pb.RecordFeedbackRequest, context: _Context) -> pb.RecordFeedbackResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        if request.entry_id and not loaded.entries.has(request.entry_id):
            raise InvalidArgument(
                f"entry {request.entry_id!r} does not exist", field="entry_id", fix="send the id of the entry that was shown, or none"
            )
        if request.correct_affair_code and request.correct_affair_code not in loaded.affairs:
            message = f"affair {request.correct_affair_code!r} does not exist"
            raise InvalidArgument(message, field="correct_affair_code", fix="find codes with GET /v1/affairs, or leave it empty")
        feedback = Feedback(
            inquiry_id=request.inquiry_id,
            entry_id=request.entry_id,
            helpful=request.helpful,
            correct_affair_code=request.correct_affair_code,
            edition_id=loaded.edition.id,
            received_at=dt.datetime.now(dt.UTC),
        )
        await asyncio.to_thread(self._feedback.add, feedback)
        return pb.RecordFeedbackResponse(edition_id=loaded.edition.id)


def _day(loaded: Faq, as_of: str) -> dt.date:
    return read_directory_date(as_of, loaded.today(), loaded.edition.settings.first_date, default_field="as_of")

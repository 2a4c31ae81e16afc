"""The contract's calls, translated to the domain and back."""

from __future__ import annotations

import asyncio
import datetime as dt

import grpc
from city120.faq.v1 import faq_pb2 as pb
from city120.faq.v1 import faq_pb2_grpc

from city120_edition.holder import EditionHolder
from city120_faq import messages
from city120_faq.faq import Faq, written
from city120_faq.feedback import Feedback, FeedbackStore
from city120_faq.matching.consult import Consultant
from city120_faq.matching.match import Limits
from city120_faq.search.standby import Searcher
from city120_platform.entries import entry_to_message
from city120_platform.grpc_server import pinned_edition
from city120_platform.moments import read_directory_date
from city120_text import detect_language

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
        shown = written(detect_language(request.query, request.language))
        vector, weaker = await self._consultant.follow(loaded.matching.reader.vector(request.query), loaded.search_model(shown))
        result = await self._searcher.search(loaded.edition.id, loaded.index, loaded.index.query(request.query, shown, vector))
        rows = [(loaded.entries.get(hit.entry_id), hit.score) for hit in result.hits[: request.limit or _ENTRIES]]
        return pb.SearchAnswersResponse(
            edition_id=loaded.edition.id,
            hits=[pb.AnswerHit(entry=entry_to_message(row, loaded.entries.facts), score=score) for row, score in rows],
            degraded=[*map(messages.weaker, weaker), *messages.weaker_search(result)],
        )

    async def GetEntry(self, request: pb.GetEntryRequest, context: _Context) -> pb.GetEntryResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        entry = loaded.entries.get(request.id)
        if request.district_code:
            entry = loaded.entries.in_district(entry, request.district_code, _day(loaded, request.as_of))
        return pb.GetEntryResponse(edition_id=loaded.edition.id, entry=entry_to_message(entry, loaded.entries.facts))

    async def SuggestQuestions(self, request: pb.SuggestQuestionsRequest, context: _Context) -> pb.SuggestQuestionsResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        # A few letters do not tell a language: what the channel says counts more here than elsewhere.
        shown = written(request.language, detect_language(request.prefix, request.language))
        suggestions = loaded.suggestions[shown].find(request.prefix, request.limit or _SUGGESTIONS)
        shown_questions = [pb.Suggestion(entry_id=entry_id, question=question) for entry_id, question in suggestions]
        return pb.SuggestQuestionsResponse(edition_id=loaded.edition.id, suggestions=shown_questions)

    async def RecordFeedback(self, request: pb.RecordFeedbackRequest, context: _Context) -> pb.RecordFeedbackResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        loaded.check_feedback(request.entry_id, request.correct_affair_code)
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

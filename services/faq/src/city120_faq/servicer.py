"""The contract's calls, translated to the domain and back."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import grpc
from city120.faq.v1 import faq_pb2 as pb
from city120.faq.v1 import faq_pb2_grpc
from city120.type.v1 import type_pb2

from city120_edition import rows
from city120_edition.holder import EditionHolder
from city120_errors import InvalidArgument, Unimplemented
from city120_faq.domain import Faq
from city120_faq.encoder.vectors import Floats
from city120_faq.feedback import Feedback, FeedbackStore
from city120_faq.matching.consult import Consultant
from city120_faq.matching.decision import decide, jointly_certain, offered
from city120_faq.matching.heads import middle
from city120_faq.matching.matcher import Ranking, best, says_little
from city120_faq.matching.questions import Part
from city120_faq.matching.stories import pieces
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
        self._asking = 0

    async def MatchInquiry(self, request: pb.MatchInquiryRequest, context: _Context) -> pb.MatchInquiryResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        language = detect_language(request.text, request.language)
        self._asking += 1
        try:
            ranking, vector, weaker = await self._rank(loaded, request.text, language)
            whole = self._matched(loaded, request, language, (0, len(request.text)), ranking, vector)
            whole.degraded.extend(weaker)
            return whole if whole.emergencies else await self._two_questions(loaded, request, language, ranking, whole)
        finally:
            self._asking -= 1

    async def _two_questions(
        self, loaded: Faq, request: pb.MatchInquiryRequest, language: str, ranking: Ranking, whole: pb.MatchInquiryResponse
    ) -> pb.MatchInquiryResponse:
        """`whole`, or, where the text asks two questions, the first of them, which is what the whole is likeliest about, with the second. When the
        parts could not be read as they should be, `whole` says so."""
        cut = loaded.questions.cut(request.text, language, ranking)
        if cut is None:
            return whole
        spans = [(0, cut.at), (cut.at, len(request.text))]
        read = await asyncio.gather(*(self._rank(loaded, request.text[start:end], language, both=True) for start, end in spans))
        parts = [Part(ranked, vector) for ranked, vector, _ in read if vector is not None]
        if len(parts) < len(spans):
            reasons = dict.fromkeys(one.reason for _, _, weaker in read for one in weaker)
            whole.degraded.extend(_weaker(reason, "a second question may be missed") for reason in reasons)
            return whole
        order = loaded.questions.ordered(ranking, parts)
        if order is None or not loaded.matcher.both_asked(loaded.questions.signs(cut, ranking, *(parts[number] for number in order))):
            return whole
        first, second = (self._matched(loaded, request, language, spans[number], parts[number].ranking, parts[number].vector) for number in order)
        if first.emergencies or second.emergencies:
            return whole
        first.degraded.extend(whole.degraded)
        first.also.CopyFrom(second)
        return first

    def _matched(
        self, loaded: Faq, request: pb.MatchInquiryRequest, language: str, span: tuple[int, int], ranking: Ranking, vector: Floats | None
    ) -> pb.MatchInquiryResponse:
        """What the part of the text between two code points asks, as it was ranked."""
        start, end = span
        text = request.text[start:end]
        ranked = best(ranking, len(ranking.labels), loaded.affair_of)
        affairs, asked = ranked[: request.limit or _AFFAIRS], offered(ranked)
        entries = loaded.answers(text, vector, [code for code, _ in affairs], _day(loaded, request.as_of), _ENTRIES)
        return pb.MatchInquiryResponse(
            edition_id=loaded.edition.id,
            language=language,
            affairs=[
                pb.AffairMatch(code=code, probability=probability, offered=number < asked) for number, (code, probability) in enumerate(affairs)
            ],
            entries=[pb.EntryMatch(entry_id=entry.id, score=score, affair_code=entry.affair) for entry, score in entries],
            out_of_scope_probability=ranking.out_of_scope,
            emergencies=[pb.EmergencyMatch(id=rule.id, affair_code=rule.affair) for rule in loaded.urgent(text, language, ranking)],
            dense=vector is not None,
            state_threshold=ranking.threshold,
            out_of_scope_threshold=ranking.refuse_from,
            ask_threshold=ranking.ask_from,
            decision=f"DECISION_{decide(ranking, ranked, language).name}",
            jointly_certain=jointly_certain(ranking, ranked),
            start=start,
            end=end,
        )

    async def _rank(self, loaded: Faq, text: str, language: str, *, both: bool = False) -> tuple[Ranking, Floats | None, list[type_pb2.Degraded]]:
        """By words when they decide, unless by `both` anyway, else by words and the vector of the text (d,), which is given too; what could not be
        consulted is named."""
        whole, text = text, loaded.names.remove(text)
        ranking = loaded.matcher.by_words(text, language)
        if loaded.contested(whole, ranking):
            # Words alone decide against no emergency: the vector does, and without one the patterns are believed.
            ranking = replace(ranking, decided=False, urgent=None)
        settled = ranking.decided and not both
        if says_little(text) or (settled and not loaded.entry_open(text, ranking)):
            return ranking, None, []
        effect = "which answer is told by words only" if settled else "ranked by words only"
        if not loaded.matcher.has_vectors or self._consultant.model_id != loaded.matcher.model_id:
            return ranking, None, [_weaker("UNAVAILABLE", effect)]
        # Which entry answers is asked of the vector only where no other inquiry is under way: then it hardly ever costs anybody their turn.
        consulted = (
            None
            if settled and self._asking > 1
            else await self._consultant.consult(
                [text] if both else pieces(text),
                lambda vectors: (loaded.matcher.by_words_and_vectors(text, vectors, language), middle(vectors)),
            )
        )
        if consulted is None:
            return ranking, None, [_weaker("BUSY", effect)]
        both_read, vector = consulted
        return ranking if settled else both_read, vector, []

    async def SearchAnswers(self, request: pb.SearchAnswersRequest, context: _Context) -> pb.SearchAnswersResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        language = detect_language(request.query, request.language)
        shown = language if language in LANGUAGES else LANGUAGES[0]
        vector, weaker = await self._vector(loaded, request.query, shown)
        found = await self._searcher.search(loaded.edition.id, loaded.index, loaded.index.query(request.query, shown, vector))
        if found.weaker:
            weaker.append(type_pb2.Degraded(part="search", reason=found.weaker, effect="searched in this service's own copy of the edition"))
        hits = [
            pb.AnswerHit(entry=_entry(loaded, loaded.entries.get(hit.entry_id)), score=hit.score) for hit in found.hits[: request.limit or _ENTRIES]
        ]
        return pb.SearchAnswersResponse(edition_id=loaded.edition.id, hits=hits, degraded=weaker)

    async def _vector(self, loaded: Faq, text: str, language: str) -> tuple[Floats | None, list[type_pb2.Degraded]]:
        """The vector of a text without place names; none for what says little, and none, which is named, when it cannot be had."""
        text = loaded.names.remove(text)
        if says_little(text):
            return None, []
        if language not in loaded.index.vectors or self._consultant.model_id != loaded.matcher.model_id:
            return None, [_weaker("UNAVAILABLE")]
        vector = await self._consultant.consult([text], lambda vectors: vectors[0])
        return vector, [] if vector is not None else [_weaker("BUSY")]

    async def GetEntry(self, request: pb.GetEntryRequest, context: _Context) -> pb.GetEntryResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        found = loaded.entries.get(request.id)
        if request.district_code:
            found = loaded.entries.in_district(found, request.district_code, _day(loaded, request.as_of))
        return pb.GetEntryResponse(edition_id=loaded.edition.id, entry=_entry(loaded, found))

    async def SuggestQuestions(self, request: pb.SuggestQuestionsRequest, context: _Context) -> pb.SuggestQuestionsResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        language = detect_language(request.prefix, request.language)
        # A few letters do not tell a language: what the channel says counts more here than elsewhere.
        shown = request.language if request.language in LANGUAGES else language if language in LANGUAGES else LANGUAGES[0]
        found = loaded.suggestions[shown].find(request.prefix, request.limit or _SUGGESTIONS)
        shown_questions = [pb.Suggestion(entry_id=entry_id, question=question) for entry_id, question in found]
        return pb.SuggestQuestionsResponse(edition_id=loaded.edition.id, suggestions=shown_questions)

    async def RecordFeedback(self, request: pb.RecordFeedbackRequest, context: _Context) -> pb.RecordFeedbackResponse:  # noqa: N802
        loaded = self._holder.get(pinned_edition(context))
        if request.entry_id and not loaded.entries.has(request.entry_id):
            raise InvalidArgument(
                f"entry {request.entry_id!r} does not exist", field="entry_id", fix="send the id of the entry that was shown, or none"
            )
        if request.correct_affair_code and loaded.affair_of.get(request.correct_affair_code) != request.correct_affair_code:
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


class FaqAdminServicer(faq_pb2_grpc.FaqAdminServiceServicer):
    """Editing is the single editor's; this process only reads."""

    async def ImportEntries(self, request: pb.ImportEntriesRequest, context: _Context) -> pb.ImportEntriesResponse:  # noqa: N802
        raise _reads_only()

    async def PutEntry(self, request: pb.PutEntryRequest, context: _Context) -> pb.PutEntryResponse:  # noqa: N802
        raise _reads_only()

    async def Publish(self, request: pb.PublishRequest, context: _Context) -> pb.PublishResponse:  # noqa: N802
        raise _reads_only()

    async def ListRevisions(self, request: pb.ListRevisionsRequest, context: _Context) -> pb.ListRevisionsResponse:  # noqa: N802
        raise _reads_only()

    async def Rollback(self, request: pb.RollbackRequest, context: _Context) -> pb.RollbackResponse:  # noqa: N802
        raise _reads_only()


def _reads_only() -> Unimplemented:
    return Unimplemented("this process only reads editions", fix="call the editor: python -m city120_faq --editor, port 50124")


def _weaker(reason: str, effect: str = "ranked by words only") -> type_pb2.Degraded:
    return type_pb2.Degraded(part="vectors", reason=reason, effect=effect)


def _day(loaded: Faq, as_of: str) -> dt.date:
    settings = loaded.edition.settings
    return read_directory_date(as_of, dt.datetime.now(ZoneInfo(settings.timezone)).date(), settings.first_date, default_field="as_of")


def _entry(loaded: Faq, row: rows.Entry) -> pb.Entry:
    return entry_to_message(row, loaded.entries.facts)

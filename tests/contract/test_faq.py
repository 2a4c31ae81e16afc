"""FaqService over gRPC, as the gateway calls it, on the bundled edition."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import grpc
import pytest
from city120.faq.v1 import faq_pb2 as pb
from city120.faq.v1 import faq_pb2_grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from city120_client import FaqClient, open_channel
from city120_client.grpc_errors import from_rpc_error
from city120_edition import Edition, rows
from city120_edition.holder import EditionHolder
from city120_edition.validate import OUT_OF_SCOPE
from city120_errors import InvalidArgument, NotFound, Unavailable, Unimplemented
from city120_faq.__main__ import SERVICES, register
from city120_faq.faq import Faq
from city120_faq.matching.consult import Consultant
from city120_faq.matching.reading import Vectors
from city120_faq.search.elastic import Cluster, connect
from city120_faq.search.standby import Searcher
from city120_faq.settings import FaqSettings
from city120_platform.grpc_server import NOT_SERVING, SERVING, GrpcServer
from city120_processes import free_ports


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Below it feedback is kept."""
    return tmp_path_factory.mktemp("feedback")


@pytest.fixture(scope="module")
async def server(edition: Edition, records: Path) -> AsyncIterator[GrpcServer]:
    holder: EditionHolder[Faq] = EditionHolder(lambda: edition.path, Faq.load)
    made = GrpcServer(FaqSettings(drain_s=0.1), 0, SERVICES)
    register(made, holder, records)
    await made.start()
    await holder.load_current()
    await made.set_health(SERVING)
    yield made
    await made.stop()


@pytest.fixture(scope="module")
async def client(server: GrpcServer) -> AsyncIterator[FaqClient]:
    async with open_channel(f"127.0.0.1:{server.port}") as channel:
        yield FaqClient(channel)


async def match(client: FaqClient, text: str, limit: int = 0) -> pb.MatchInquiryResponse:
    return await client.match_inquiry(pb.MatchInquiryRequest(text=text, limit=limit), timeout=10)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "계량기가 얼어서 터졌어요"),
        ("en", "the water meter froze and burst"),
        ("zh", "水表冻裂了"),
        ("ja", "水道メーターが凍って壊れました"),
        ("vi", "đồng hồ nước bị đóng băng vỡ rồi"),
        ("mn", "усны тоолуур хөлдөөд хагарчихлаа"),
    ],
)
async def test_an_affair_is_found_in_every_language(client: FaqClient, edition: Edition, language: str, text: str) -> None:
    response = await match(client, text)
    assert response.edition_id == edition.id
    assert response.language == language
    assert "water.meter.freeze" in [affair.code for affair in response.affairs[:3]]
    assert response.out_of_scope_probability < 0.5
    assert 0 < response.state_threshold <= 1


async def test_affairs_come_best_first_and_their_probabilities_share_one(client: FaqClient) -> None:
    response = await match(client, "수도 요금이 너무 많이 나왔어요", limit=3)
    probabilities = [affair.probability for affair in response.affairs]
    assert len(probabilities) == 3
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) + response.out_of_scope_probability <= 1.0001


async def test_entries_are_of_the_affairs_or_of_their_ancestors(client: FaqClient) -> None:
    response = await match(client, "계량기가 얼었어요")
    codes = [affair.code for affair in response.affairs]
    assert response.entries
    assert all(0 <= entry.score <= 1 for entry in response.entries)
    assert all(any(code == entry.affair_code or code.startswith(f"{entry.affair_code}.") for code in codes) for entry in response.entries)


async def test_what_is_no_public_business_is_told_apart(client: FaqClient) -> None:
    silly = await match(client, "공룡이랑 호랑이랑 싸우면 누가 이겨요?")
    serious = await match(client, "수돗물에서 녹물이 나와요")
    assert silly.out_of_scope_probability > 0.5 > serious.out_of_scope_probability
    assert OUT_OF_SCOPE not in [affair.code for affair in silly.affairs]


async def test_an_emergency_is_named_beside_the_match(client: FaqClient) -> None:
    assert [emergency.id for emergency in (await match(client, "불이야! 부엌에 불났어요")).emergencies][:1] == ["fire"]
    assert not (await match(client, "수도 요금은 어디에 내요?")).emergencies


@pytest.mark.parametrize(
    "text",
    ["\x00\x07\x1b[31m", "\u200b\u200d", "😀🚰", "ㅠㅠ", "12345", "물이 새요 " * 666 + "끝끝끝끝", "\u202ewater\x00", " "],
    ids=["control", "invisible", "emoji", "letters", "digits", "4000 code points", "right to left", "space"],
)
async def test_odd_texts_get_an_honest_answer(client: FaqClient, text: str) -> None:
    response = await match(client, text)
    assert 0 <= response.out_of_scope_probability <= 1
    assert all(0 <= affair.probability <= 1 for affair in response.affairs)


async def test_a_language_that_is_not_spoken_is_said(client: FaqClient) -> None:
    response = await match(client, "สวัสดีครับ น้ำประปาไม่ไหล")
    assert response.language == "und"
    assert response.affairs


async def test_when_vectors_are_busy_words_rank_and_the_answer_says_so(client: FaqClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def busy(*_: object, **__: object) -> Vectors:
        return Vectors(None, "BUSY")

    monkeypatch.setattr(Consultant, "consult", busy)
    response = await match(client, "집에 뭔가 이상해요")
    assert not response.dense
    assert [(part.part, part.reason) for part in response.degraded] == [("vectors", "BUSY")]
    assert response.degraded[0].effect
    assert response.affairs


async def absent(*_: object, **__: object) -> Vectors:
    return Vectors(None, "UNAVAILABLE")


async def test_where_the_model_does_not_run_words_rank_and_the_answer_says_so(client: FaqClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Consultant, "consult", absent)
    response = await match(client, "집에 뭔가 이상해요")
    assert not response.dense
    assert [(part.part, part.reason) for part in response.degraded] == [("vectors", "UNAVAILABLE")]


TWO = "냉장고는 어떻게 버리나요? 그리고 여권은 어디서 만들어요?"


async def test_two_questions_are_told_and_of_which_words_each_is(client: FaqClient) -> None:
    answer = await match(client, TWO)
    assert not answer.degraded
    told = {TWO[item.start : item.end]: item.affairs[0].code.partition(".")[0] for item in (answer, answer.also)}
    assert told == {"냉장고는 어떻게 버리나요? ": "waste", "그리고 여권은 어디서 만들어요?": "passport"}


async def test_where_its_parts_cannot_be_read_the_answer_says_that_a_second_question_may_be_missed(
    client: FaqClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: object, **__: object) -> Vectors:
        return Vectors(None, "BUSY")

    monkeypatch.setattr(Consultant, "consult", busy)
    answer = await match(client, TWO)
    assert not answer.HasField("also")
    assert [(item.reason, item.effect) for item in answer.degraded].count(("BUSY", "a second question may be missed")) == 1


async def test_answers_are_found_by_their_words_with_facts_and_sources(client: FaqClient, edition: Edition) -> None:
    response = await client.search_answers(pb.SearchAnswersRequest(query="계량기 동파", limit=3), timeout=10)
    assert response.edition_id == edition.id
    assert 0 < len(response.hits) <= 3
    assert [hit.score for hit in response.hits] == sorted((hit.score for hit in response.hits), reverse=True)
    best = response.hits[0].entry
    assert best.affair_code.startswith("water.meter")
    assert set(best.texts) == set(rows.LANGUAGES)


async def test_answers_are_found_by_their_meaning_too(client: FaqClient) -> None:
    """`Wasserzähler` is in no entry; a sentence model hears what it means."""
    response = await client.search_answers(pb.SearchAnswersRequest(query="Mein Wasserzähler ist eingefroren", language="en", limit=5), timeout=10)
    assert not response.degraded
    assert any(hit.entry.affair_code.startswith("water.meter") for hit in response.hits)


async def test_a_search_says_what_was_weaker(client: FaqClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Consultant, "consult", absent)
    response = await client.search_answers(pb.SearchAnswersRequest(query="계량기 동파"), timeout=10)
    assert [(part.part, part.reason) for part in response.degraded] == [("vectors", "UNAVAILABLE")]
    assert response.hits


async def test_when_the_cluster_is_down_the_edition_itself_is_searched(edition: Edition, tmp_path: Path) -> None:
    cluster = Cluster(connect(f"http://127.0.0.1:{free_ports(1)[0]}"), "nowhere")
    searcher = Searcher(cluster)
    holder: EditionHolder[Faq] = EditionHolder(lambda: edition.path, Faq.load)
    made = GrpcServer(FaqSettings(drain_s=0.1), 0, SERVICES)
    register(made, holder, tmp_path, searcher)
    await made.start()
    await holder.load_current()
    searcher.prepare(edition.id, holder.get().index, holder.get().entries.all())
    async with open_channel(f"127.0.0.1:{made.port}") as channel:
        response = await FaqClient(channel).search_answers(pb.SearchAnswersRequest(query="계량기 동파"), timeout=10)
    assert [(part.part, part.reason) for part in response.degraded if part.part == "search"] == [("search", "NOT_READY")]
    assert response.hits[0].entry.affair_code.startswith("water.meter")
    searcher.close()
    await made.stop()
    await cluster.close()


async def test_an_entry_carries_its_facts_and_where_they_come_from(client: FaqClient, edition: Edition) -> None:
    row = next(row for row in edition.rows("entries", rows.Entry) if row.facts)
    entry = (await client.get_entry(pb.GetEntryRequest(id=row.id), timeout=10)).entry
    assert (entry.id, entry.affair_code, entry.reviewed_on) == (row.id, row.affair, row.reviewed_on.isoformat())
    assert tuple(entry.months) == row.months
    assert [fact.id for fact in entry.facts] == list(row.facts)
    assert all(fact.source and fact.statement for fact in entry.facts)
    assert entry.texts["mn"].answer == row.texts["mn"].answer


async def test_an_unknown_entry_is_named(client: FaqClient) -> None:
    with pytest.raises(NotFound) as caught:
        await client.get_entry(pb.GetEntryRequest(id="water.nothing"), timeout=10)
    assert caught.value.field == "id"
    assert "water.nothing" in caught.value.message
    assert caught.value.fix


@pytest.mark.parametrize(("text", "limit", "field"), [("", 0, "text"), ("가" * 4001, 0, "text"), ("물", -1, "limit"), ("물", 51, "limit")])
async def test_a_wrong_request_names_the_field(client: FaqClient, text: str, limit: int, field: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        await match(client, text, limit=limit)
    assert caught.value.field == field


async def test_a_search_for_nothing_names_the_field(client: FaqClient) -> None:
    with pytest.raises(InvalidArgument) as caught:
        await client.search_answers(pb.SearchAnswersRequest(query=""), timeout=10)
    assert caught.value.field == "query"


@pytest.mark.parametrize(
    ("typed", "language"), [("ㅅㄷ", ""), ("수도요", "ko"), ("wat", "en"), ("水", "zh"), ("水", "ja"), ("nuoc", "vi"), ("ус", "mn")]
)
async def test_questions_are_suggested_while_they_are_typed(client: FaqClient, edition: Edition, typed: str, language: str) -> None:
    answer = await client.suggest_questions(pb.SuggestQuestionsRequest(prefix=typed, language=language, limit=5), timeout=10)
    assert answer.edition_id == edition.id
    assert 0 < len(answer.suggestions) <= 5
    assert all(suggestion.entry_id and suggestion.question for suggestion in answer.suggestions)


async def test_feedback_is_on_disk_when_it_is_acknowledged(client: FaqClient, edition: Edition, records: Path) -> None:
    entry = edition.rows("entries", rows.Entry)[0]
    request = pb.RecordFeedbackRequest(inquiry_id="i-1", entry_id=entry.id, helpful=False, correct_affair_code="water.leak.street")
    answer = await client.record_feedback(request, timeout=10)
    assert answer.edition_id == edition.id
    await client.record_feedback(pb.RecordFeedbackRequest(inquiry_id="i-2", helpful=True), timeout=10)
    with closing(sqlite3.connect(records / "records" / "faq.sqlite")) as database:
        result = database.execute(
            "SELECT inquiry_id, entry_id, helpful, correct_affair_code, edition_id FROM feedback ORDER BY inquiry_id"
        ).fetchall()
    assert result == [("i-1", entry.id, 0, "water.leak.street", edition.id), ("i-2", "", 1, "", edition.id)]


@pytest.mark.parametrize("field", ["entry_id", "correct_affair_code"])
async def test_feedback_on_what_does_not_exist_names_the_field(client: FaqClient, field: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        await client.record_feedback(pb.RecordFeedbackRequest(inquiry_id="i-1", **{field: "water.nothing"}), timeout=10)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert caught.value.fix


@pytest.mark.parametrize(
    ("call", "request_message"),
    [
        ("ImportEntries", pb.ImportEntriesRequest(entries=[pb.Entry(id="a.b")], author="a", reason="r")),
        ("PutEntry", pb.PutEntryRequest(entry=pb.Entry(id="a.b"), author="a", reason="r")),
        ("Publish", pb.PublishRequest(author="a", reason="r")),
        ("ListRevisions", pb.ListRevisionsRequest()),
        ("Rollback", pb.RollbackRequest(edition_id="e", author="a", reason="r")),
    ],
)
async def test_editing_is_not_answered_here(server: GrpcServer, call: str, request_message: object) -> None:
    async with grpc.aio.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        with pytest.raises(grpc.RpcError) as caught:
            await getattr(faq_pb2_grpc.FaqAdminServiceStub(channel), call)(request_message, timeout=10)
    error = from_rpc_error(caught.value)
    assert isinstance(error, Unimplemented)
    assert error.fix


async def test_before_an_edition_is_loaded_the_service_says_it_is_not_ready(tmp_path: Path) -> None:
    holder: EditionHolder[Faq] = EditionHolder(lambda: tmp_path, Faq.load)
    made = GrpcServer(FaqSettings(drain_s=0.1), 0, SERVICES)
    register(made, holder, tmp_path)
    await made.start()
    try:
        async with open_channel(f"127.0.0.1:{made.port}") as channel:
            health = await health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(service=SERVICES[0]), timeout=10)
            assert health.status == NOT_SERVING
            with pytest.raises(Unavailable):
                await FaqClient(channel).get_entry(pb.GetEntryRequest(id="water.nothing"), timeout=10)
    finally:
        await made.stop()

"""The walk "A new affair" of CONTRIBUTING.md: rows alone are added, every check passes without a training, and the new affair is found."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from city120_edition import Edition, Source, build, installed_cities, read_source, rows, validate
from city120_edition.build import artefact_builders
from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.encoder.floats import Floats
from city120_faq.encoder.model import Encoder
from city120_faq.matching.labels import affairs_by_label
from city120_faq.matching.matcher import Matcher
from city120_text import LANGUAGES
from tests.bundled import CACHE, bundled
from tests.script import load_script
from tests.walks import ROOT, rows_of

WALK = ROOT / "CONTRIBUTING.md"
NEW = "leisure.stargazing"
# Eighteen phrasings and six names; six questions are embedded, too.
ADDED = 24
DRIFT = re.compile(r"lines (\d+) are new, and (\d+) of")
ASKED = {
    "ko": "토성을 망원경으로 들여다볼 수 있는 밤 행사",
    "en": "somewhere to peer at Saturn with a telescope at night",
    "zh": "晚上有没有用望远镜观星的活动",
    "ja": "夜に望遠鏡で星を観察したい",
    "vi": "tối nay ngắm sao qua kính thiên văn ở đâu",
    "mn": "шөнө дурангаар од ажиглах газар",
}


class Remembering:
    """The model, and what it was asked to embed."""

    def __init__(self) -> None:
        self.model_id = EmbeddingSettings().model_id
        self.texts: list[str] = []
        self._encoder = Encoder(2)

    def embed(self, texts: Sequence[str]) -> Floats:
        self.texts += texts
        return self._encoder.embed(texts)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """The rows of Seoul with those of the walk, beside what ships trained."""
    seoul = installed_cities()["seoul"]
    folder = tmp_path_factory.mktemp("edited")
    shutil.copytree(seoul.rows, folder / "rows")
    shutil.copytree(seoul.trained, folder / "trained")
    blocks = rows_of(WALK)
    assert {path.partition("/")[0] for path in blocks} == {"affairs", "rules", "entries", "phrasings"}
    for path, block in blocks.items():
        with (folder / "rows" / path).open("a", encoding="utf-8") as stream:
            stream.write(block)
    return read_source(folder / "rows")


@pytest.mark.long
def test_the_checks_pass_without_a_training(edited: Source, capsys: pytest.CaptureFixture[str]) -> None:
    assert validate(edited) == []
    check, trained = load_script("train/train_matcher.py").check, edited.path.parent / "trained"
    assert check(bundled(), trained) == check(edited, trained) == []
    # What was edited since the training is new already.
    (shipped, gone), (new, gone_after) = (map(int, drift) for drift in DRIFT.findall(capsys.readouterr().err))
    assert (new - shipped, gone_after) == (ADDED, gone)


def test_no_new_phrasing_is_too_much_like_another(edited: Source) -> None:
    script = load_script("audit/check_phrasings.py")
    for language in LANGUAGES:
        lines = script.lines_of(edited, language)
        new = [script.runs(line.text) for line in lines if line.affair == NEW]
        others = [script.runs(line.text) for line in lines if line.affair != NEW]
        assert max(len(item & other) / len(item | other) for item in new for other in others) < script.LEAST


@pytest.mark.long
def test_the_build_embeds_the_new_lines_alone_and_the_affair_is_found(
    edited: Source, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = Remembering()
    monkeypatch.setattr(EmbeddingSettings, "embedder", lambda self, *, threads, patient=False: model)
    shutil.copytree(data_dir / "editions", tmp_path / "editions")
    shutil.copytree(CACHE / "cache", tmp_path / "cache")
    before = {path: path.read_bytes() for path in (edited.path.parent / "trained").iterdir()}
    edition: Edition = build(edited, tmp_path, builders={"faq": artefact_builders()["faq"]})
    assert len(model.texts) == 30
    # What words teach takes most of the time, and is the same next time.
    for learnt in (tmp_path / "cache").glob("words-*"):
        shutil.copy2(learnt, CACHE / "cache")
    assert {path: path.read_bytes() for path in (edited.path.parent / "trained").iterdir()} == before
    told = edition.manifest["artefacts"]["faq"]
    (shipped,) = (Edition.open(path.parent).manifest["artefacts"]["faq"]["fitted"] for path in data_dir.glob("editions/*/manifest.json"))
    assert (told["fitted"]["new"] - shipped["new"], told["fitted"]["gone"], told["notes"]) == (ADDED, shipped["gone"], [])
    assert told["report"]
    affairs = affairs_by_label(edited.rows("affairs", rows.Affair), edited.rows("emergencies", rows.Emergency))
    matcher = Matcher(edition.path / "faq", affairs)
    for language, text in ASKED.items():
        ranking = matcher.by_both(matcher.words.lexicon.read(text), model.embed([text])[0], language)
        assert ranking.best[0] == NEW, (language, ranking.affairs[:3])

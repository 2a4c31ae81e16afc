"""Every module has a file of unit tests that mirrors it: libs/edition/src/city120_edition/holder.py has tests/unit/edition/test_holder.py."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "tests" / "unit"
MODULES = {
    path.relative_to(source).as_posix(): source.parents[0].name
    for folder in ("libs", "services")
    for source in ROOT.glob(f"{folder}/*/src")
    for path in source.glob("city120_*/**/*.py")
    if path.name != "__init__.py"
}
# Modules without such a file, and why: nothing in them can be wrong by itself, or what they promise needs a process, a model or a server.
WITHOUT = {
    "city120_cli/__main__.py": "the whole command: test_commands.py",
    "city120_client/metadata.py": "two names",
    "city120_edition/exits.py": "values without behaviour",
    "city120_edition/lifts.py": "values without behaviour",
    "city120_evaluation/errors.py": "an error without behaviour",
    "city120_faq/__main__.py": "begins a process: tests/contract/test_faq.py",
    "city120_faq/admin/serve.py": "the life of a process: tests/e2e/test_killed_editor.py",
    "city120_faq/editor/store.py": "a port; its suite over both adapters is test_working_store.py",
    "city120_faq/encoder/graph.py": "one half of a model that runs only whole: test_model.py",
    "city120_faq/learning/descent.py": "a compiled loop, tried by what it learns: test_word_training.py",
    "city120_faq/search/elastic.py": "needs a cluster: tests/contract/test_search_engines.py and test_search_cluster.py",
    "city120_faq/search/port.py": "a port; its suite over both engines is tests/contract/test_search_engines.py",
    "city120_gateway/__main__.py": "begins a process: tests/contract/test_gateway_process.py",
    "city120_gateway/channels/channel.py": "a port; its suite over all channels is test_sentences.py",
    "city120_gateway/conversation/hints.py": "values without behaviour",
    "city120_gateway/records/elastic.py": "needs a cluster: tests/contract/test_records.py",
    "city120_gateway/records/port.py": "a port; its suite over both stores is tests/contract/test_records.py",
    "city120_gateway/resolution/other_services.py": "a port and values without behaviour",
    "city120_gateway/resolution/resolution.py": "values without behaviour",
    "city120_ingest/errors.py": "errors without behaviour",
    "city120_ingest/facilities/events.py": "read like an operator's own places, with which it is tested: test_own.py",
    "city120_jurisdiction/__main__.py": "begins a process: tests/contract/test_hot_editions.py",
    "city120_jurisdiction/settings.py": "a port's default",
    "city120_processes/errors.py": "an error without behaviour",
    "city120_wayfinding/__main__.py": "begins a process: tests/contract/test_wayfinding.py",
    "city120_wayfinding/settings.py": "defaults",
    "city120_wayfinding/wayfinding.py": "only loads what the rooms make, which their fixture does",
}


def mirror(module: str, distribution: str) -> Path:
    """The file of unit tests of a module of a distribution."""
    room = Path(*Path(module).parts[1:])
    return UNIT / distribution / room.parent / f"test_{room.name}"


def test_every_module_has_its_unit_file_or_a_reason_to_have_none() -> None:
    missing = [module for module, distribution in MODULES.items() if not mirror(module, distribution).exists()]
    assert sorted(set(missing) - WITHOUT.keys()) == []


def test_what_has_a_reason_is_there_and_has_no_unit_file() -> None:
    assert sorted(WITHOUT.keys() - MODULES.keys()) == []
    assert [module for module in WITHOUT if mirror(module, MODULES[module]).exists()] == []


def test_a_file_that_a_reason_names_is_there() -> None:
    files = {path.name for path in ROOT.glob("tests/**/test_*.py")}
    named = {word.rstrip(",;:").rpartition("/")[2] for reason in WITHOUT.values() for word in reason.split() if word.rstrip(",;:").endswith(".py")}
    assert sorted(named - files) == []

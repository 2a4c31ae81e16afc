"""Settings of faq: the cluster that it searches on, and who edits what."""

from __future__ import annotations

import pytest

from city120_faq.settings import FaqSettings


@pytest.mark.parametrize(
    ("url", "told"),
    [("search.example", "no URL"), ("ftp://search.example", "no URL"), ("https://me:word@search.example", "FAQ_ELASTICSEARCH_API_KEY")],
)
def test_a_wrong_address_is_told_with_the_fix(url: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        FaqSettings(faq_elasticsearch_url=url)


def test_an_address_without_a_port_gets_that_of_its_scheme() -> None:
    assert FaqSettings(faq_elasticsearch_url="https://search.example").faq_elasticsearch_url == "https://search.example:443"
    assert FaqSettings(faq_elasticsearch_url="http://search.example:9200").faq_elasticsearch_url == "http://search.example:9200"


def test_editors_are_known_by_their_keys_where_this_process_edits() -> None:
    reading, editing = (FaqSettings(api_keys="k", editor_keys="city=one, 11440=two", faq_editor=editor) for editor in (False, True))
    assert reading.keys == ("k",)
    assert editing.keys == ("k", "one", "two")
    assert editing.editors() == {"one": "city", "two": "11440"}


@pytest.mark.parametrize("keys", ["city=", "1144=k", "seoul=k", "city=one,x"])
def test_a_pair_that_is_none_is_named_by_its_number_and_not_shown(keys: str) -> None:
    with pytest.raises(ValueError, match=r"pair \d is not city=KEY") as refused:
        FaqSettings(editor_keys=keys)
    assert "one" not in str(refused.value)


def test_work_on_a_cluster_needs_one() -> None:
    with pytest.raises(ValueError, match="CITY120_FAQ_ELASTICSEARCH_URL names no cluster"):
        FaqSettings(editor_store="elasticsearch")

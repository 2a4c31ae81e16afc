"""What the working store on a cluster has of its own; what every store promises is in test_working_store.py."""

from __future__ import annotations

import pytest

from city120_errors import Unavailable
from city120_faq.editor.elastic_store import ElasticsearchStore, connect
from city120_processes import free_ports


def test_elasticsearch_that_is_not_there_is_told() -> None:
    with pytest.raises(Unavailable, match="working store failed") as told:
        ElasticsearchStore(connect(f"http://127.0.0.1:{free_ports(1)[0]}"), "nowhere")
    assert "cluster" in told.value.fix

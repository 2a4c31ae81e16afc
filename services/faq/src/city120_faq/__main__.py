"""`python -m city120_faq`: the service on its own."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from city120.faq.v1 import faq_pb2, faq_pb2_grpc

from city120_edition.edition import Edition
from city120_edition.holder import EditionHolder
from city120_faq import __doc__ as description
from city120_faq.admin.absent import FaqAdminServicer
from city120_faq.admin.serve import serve_editor
from city120_faq.encoder.embedder import EmbeddingSettings
from city120_faq.faq import Faq
from city120_faq.feedback import FeedbackStore
from city120_faq.matching.consult import Consultant
from city120_faq.search.standby import Searcher
from city120_faq.servicer import FaqServicer
from city120_faq.settings import FaqSettings
from city120_platform import service
from city120_platform.grpc_server import GrpcServer

if TYPE_CHECKING:
    from city120_faq.search.elastic import Cluster

NAME = "city120-faq"
SERVICES = tuple(faq_pb2.DESCRIPTOR.services_by_name[name].full_name for name in ("FaqService", "FaqAdminService"))


def register(
    server: GrpcServer, holder: EditionHolder[Faq], data_dir: Path, searcher: Searcher | None = None, consultant: Consultant | None = None
) -> None:
    """Add the servicers; feedback is kept below `data_dir`."""
    feedback = FeedbackStore(data_dir / "records" / "faq.sqlite")
    faq_pb2_grpc.add_FaqServiceServicer_to_server(FaqServicer(holder, consultant or Consultant(), feedback, searcher or Searcher()), server.door)
    faq_pb2_grpc.add_FaqAdminServiceServicer_to_server(FaqAdminServicer(), server.door)


async def serve(settings: FaqSettings) -> None:
    """Serve until a signal, on a cluster if the settings name one."""
    loop, consultant = asyncio.get_running_loop(), Consultant()
    cluster = _cluster(settings) if settings.faq_elasticsearch_url else None
    searcher = Searcher(cluster, settings.faq_elasticsearch_timeout_s)

    def load(edition: Edition) -> Faq:
        """Loads in a thread, the model beside it; the cluster is filled from the loop, while the edition is served already. A model that is wrong
        ends the start, and not each inquiry."""
        loaded = Faq.load(edition)
        consultant.wait()
        loop.call_soon_threadsafe(searcher.prepare, edition.id, loaded.index, loaded.entries.all())
        return loaded

    try:
        await service.serve(
            settings, settings.faq_port, SERVICES, load, partial(register, data_dir=settings.data_dir, searcher=searcher, consultant=consultant)
        )
    finally:
        searcher.close()
        if cluster:
            await cluster.close()


def _cluster(settings: FaqSettings) -> Cluster:
    from city120_faq.search.elastic import Cluster, connect

    client = connect(settings.faq_elasticsearch_url, settings.faq_elasticsearch_api_key, settings.faq_elasticsearch_ca)
    return Cluster(client, settings.faq_elasticsearch_alias)


def main() -> None:
    """Serve until SIGTERM: the service, or with --editor the editor."""
    settings = service.parse_settings(NAME, description or "", FaqSettings, {"editor": "faq_editor"}, [EmbeddingSettings])
    if settings.faq_editor:
        service.run(lambda: serve_editor(settings), NAME, settings)
        return
    service.run(lambda: serve(settings), NAME, settings)


if __name__ == "__main__":
    main()

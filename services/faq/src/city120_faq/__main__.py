"""`python -m city120_faq`: the service on its own; with `--editor` the single editor instead."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from city120.faq.v1 import faq_pb2, faq_pb2_grpc

from city120_edition.holder import EditionHolder
from city120_faq import __doc__ as description
from city120_faq.consult import Consultant
from city120_faq.domain import Faq
from city120_faq.editor.serve import serve_editor
from city120_faq.feedback import FeedbackStore
from city120_faq.servicer import FaqAdminServicer, FaqServicer
from city120_faq.settings import FaqSettings
from city120_platform import service
from city120_platform.grpc_server import GrpcServer

NAME = "city120-faq"
SERVICES = tuple(faq_pb2.DESCRIPTOR.services_by_name[name].full_name for name in ("FaqService", "FaqAdminService"))


def register(server: GrpcServer, holder: EditionHolder[Faq], data_dir: Path) -> None:
    """Add the servicers; feedback is kept below `data_dir`."""
    feedback = FeedbackStore(data_dir / "records" / "faq.sqlite")
    faq_pb2_grpc.add_FaqServiceServicer_to_server(FaqServicer(holder, Consultant(), feedback), server.server)
    faq_pb2_grpc.add_FaqAdminServiceServicer_to_server(FaqAdminServicer(), server.server)


def main() -> None:
    """Serve until SIGTERM: the service, or with --editor the editor."""
    settings = service.parse_settings(NAME, description or "", FaqSettings, {"editor": "faq_editor"})
    if settings.faq_editor:
        service.run(lambda: serve_editor(settings), NAME)
        return
    service.run(lambda: service.serve(settings, settings.faq_port, SERVICES, Faq.load, partial(register, data_dir=settings.data_dir)), NAME)


if __name__ == "__main__":
    main()

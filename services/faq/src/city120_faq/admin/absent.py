"""The calls of the editor in a process that only reads: each says where editing is."""

from __future__ import annotations

import grpc
from city120.faq.v1 import faq_pb2 as pb
from city120.faq.v1 import faq_pb2_grpc

from city120_errors import Unimplemented

_Context = grpc.ServicerContext


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

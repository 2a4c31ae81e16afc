"""The life of the editor: hold the working store, answer, drain."""

from __future__ import annotations

import asyncio
import logging

from city120.faq.v1 import faq_pb2, faq_pb2_grpc

from city120_edition.build import artefact_builders
from city120_edition.edition import EditionError
from city120_errors import Unavailable
from city120_faq.admin.editing import EditorServicer
from city120_faq.admin.rights import Rights
from city120_faq.editor.editor import Editor
from city120_faq.editor.sqlite_store import SqliteStore, hold
from city120_faq.editor.store import WorkingStore
from city120_faq.settings import FaqSettings
from city120_platform.grpc_server import SERVING, GrpcServer, until_signal
from city120_platform.keys import Keyring
from city120_platform.log import fields

_logger = logging.getLogger(__name__)
SERVICE = faq_pb2.DESCRIPTOR.services_by_name["FaqAdminService"].full_name
FOLDER = "editor"


def _open_store(settings: FaqSettings) -> WorkingStore:
    if settings.editor_store == "sqlite":
        return SqliteStore(settings.data_dir / FOLDER, settings.drain_s)
    from city120_faq.editor.elastic_store import ElasticsearchStore, connect

    # One editor publishes from a data directory, wherever its work is kept; the lock ends with this process.
    (settings.data_dir / FOLDER).mkdir(parents=True, exist_ok=True)
    hold(settings.data_dir / FOLDER / "lock", settings.drain_s)
    client = connect(settings.faq_elasticsearch_url, settings.faq_elasticsearch_api_key, settings.faq_elasticsearch_ca)
    return ElasticsearchStore(client, f"{settings.faq_elasticsearch_alias}-{FOLDER}")


async def serve_editor(settings: FaqSettings) -> None:
    """Serve until a signal. An editor that is still ending gets the drain time. Raises EditionError when there is no edition, or another editor."""
    builders = artefact_builders()
    try:
        store = await asyncio.to_thread(_open_store, settings)
    except Unavailable as error:
        raise EditionError(str(error)) from None
    editor = Editor(store, settings.data_dir, builders)
    server = GrpcServer(settings, settings.editor_port, [SERVICE])
    faq_pb2_grpc.add_FaqAdminServiceServicer_to_server(EditorServicer(editor, Rights(Keyring.of(settings), settings.editors())), server.door)
    await server.start()
    try:
        current = await asyncio.to_thread(lambda: editor.current_id)
        await server.set_health(SERVING)
        _logger.info("serving", extra=fields(edition=current))
        await until_signal()
    finally:
        await server.stop()
        await asyncio.to_thread(store.close)

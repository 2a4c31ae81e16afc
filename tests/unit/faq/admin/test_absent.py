"""A process that only reads says where editing is."""

from __future__ import annotations

from typing import Any, cast

import pytest
from city120.faq.v1 import faq_pb2 as pb

from city120_errors import Unimplemented
from city120_faq.admin.absent import FaqAdminServicer

METHODS = [method.name for method in pb.DESCRIPTOR.services_by_name["FaqAdminService"].methods]


@pytest.mark.parametrize("method", METHODS)
async def test_every_call_of_the_editor_names_the_editor(method: str) -> None:
    call = getattr(FaqAdminServicer(), method)
    with pytest.raises(Unimplemented, match="only reads") as refused:
        await call(cast("Any", None), cast("Any", None))
    assert "--editor" in refused.value.fix

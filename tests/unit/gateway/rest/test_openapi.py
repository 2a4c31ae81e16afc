"""The OpenAPI document: every path of the table, every error, and the worked examples of the city."""

from __future__ import annotations

import json
import re
from typing import Any

from city120_edition import rows
from city120_gateway.rest.openapi import PROBLEM, document
from city120_gateway.rest.routes import READS

EXAMPLE = rows.WorkedExample(id="leak", summary="A leak", request={"text": "물"}, response={"kind": "KIND_ANSWER"})


def made(*examples: rows.WorkedExample) -> dict[str, Any]:
    return document("city120", "1", "One number.", examples)


def test_every_path_of_the_table_is_described_with_its_parameters() -> None:
    paths = made()["paths"]
    beside = {"/v1/inquiries:resolve", "/v1/inquiries/{id}:close", "/v1/routes/{token}.svg"}
    assert paths.keys() == {read.path.replace(":path}", "}") for read in READS} | beside
    for read in READS:
        told = paths[read.path.replace(":path}", "}")]["get"]["parameters"]
        assert [parameter["name"] for parameter in told if parameter["in"] == "query"] == [parameter.name for parameter in read.parameters]


def test_names_in_a_path_are_parameters_that_must_be_there() -> None:
    for path, operations in made()["paths"].items():
        for operation in operations.values():
            named = [parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"]
            assert named == re.findall(r"\{(\w+)\}", path), path


def test_every_reference_leads_somewhere() -> None:
    whole = made()
    for name in re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(whole)):
        assert name in whole["components"]["schemas"]


def test_every_operation_may_end_with_a_problem() -> None:
    for operations in made()["paths"].values():
        for operation in operations.values():
            assert operation["responses"]["default"]["content"][PROBLEM]["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_examples_stand_with_the_request_and_the_answer_and_nowhere_without_any() -> None:
    resolve = made(EXAMPLE)["paths"]["/v1/inquiries:resolve"]["post"]
    asked, answered = resolve["requestBody"]["content"]["application/json"], resolve["responses"]["200"]["content"]["application/json"]
    assert asked["examples"] == {"leak": {"summary": "A leak", "value": {"text": "물"}}}
    assert answered["examples"]["leak"]["value"] == {"kind": "KIND_ANSWER"}
    assert "schema" in answered
    assert '"examples": {"leak"' not in json.dumps(made())

"""The OpenAPI 3.1 document, from the route table and the contract's descriptors, with worked examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from city120.inquiry.v1 import inquiry_pb2
from google.protobuf.message import Message

from city120_edition import rows
from city120_gateway import route_pictures
from city120_gateway.rest.payloads import ClosePayload, ResolvePayload
from city120_gateway.rest.routes import READS
from city120_gateway.rest.values import schema

PROBLEM = "application/problem+json"


def document(title: str, version: str, description: str, examples: Sequence[rows.WorkedExample]) -> dict[str, Any]:
    """The OpenAPI 3.1 document, from the route table and the contract's descriptors."""
    components: dict[str, Any] = {"Problem": _PROBLEM_SCHEMA}
    for payload in (ResolvePayload, ClosePayload):
        made = payload.model_json_schema(ref_template="#/components/schemas/{model}")
        components |= made.pop("$defs", {})
        components[payload.__name__] = made
    paths: dict[str, Any] = {
        "/v1/inquiries:resolve": {
            "post": _operation("Resolve an inquiry", inquiry_pb2.ResolveInquiryResponse, components, payload="ResolvePayload", examples=examples)
        },
        "/v1/inquiries/{id}:close": {
            "post": _operation("Say how an inquiry ended", inquiry_pb2.CloseInquiryResponse, components, payload="ClosePayload", path_names=("id",))
        },
    }
    for read in READS:
        path = read.path.replace(":path}", "}")
        names = ("id",) if "{id" in path else ("code",) if "{code" in path else ()
        operation = _operation(read.summary, read.response, components, path_names=names)
        operation["parameters"] += [parameter.openapi for parameter in read.parameters]
        paths[path] = {"get": operation}
    paths[route_pictures.PATH] = {"get": _picture()}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version, "description": description},
        "paths": paths,
        "components": {"schemas": components},
    }


_PROBLEM_SCHEMA = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {key: {"type": "string"} for key in ("field", "detail", "fix")}},
        },
    },
    "required": ["title", "status", "detail"],
}


_WRONG = {"description": "Problem, RFC 9457", "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _in_path(names: Sequence[str]) -> list[dict[str, Any]]:
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _picture() -> dict[str, Any]:
    done = {"description": "Done", "content": {"image/svg+xml": {"schema": {"type": "string"}}}}
    summary = "The picture of a route, at the path that an answer gives as route.picture"
    return {"summary": summary, "parameters": _in_path(("token",)), "responses": {"200": done, "default": _WRONG}}


def _operation(
    summary: str,
    response: type[Message],
    components: dict[str, Any],
    *,
    payload: str = "",
    examples: Sequence[rows.WorkedExample] = (),
    path_names: tuple[str, ...] = (),
) -> dict[str, Any]:
    done = {"description": "Done", "content": {"application/json": {"schema": schema(response.DESCRIPTOR, components)}}}
    operation: dict[str, Any] = {"summary": summary, "parameters": _in_path(path_names), "responses": {"200": done, "default": _WRONG}}
    if payload:
        content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{payload}"}}
        if examples:
            content["examples"] = {example.id: {"summary": example.summary, "value": example.request} for example in examples}
            done["content"] = {
                "application/json": {
                    **done["content"]["application/json"],  # type: ignore[index]
                    "examples": {example.id: {"summary": example.summary, "value": example.response} for example in examples},
                }
            }
        operation["requestBody"] = {"required": True, "content": {"application/json": content}}
    return operation

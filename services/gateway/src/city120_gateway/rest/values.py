"""Messages of the contract as the JSON of the REST paths, and their JSON schemas, both from the same descriptors.

Field names stay; enums are lower-case words without their prefix; an absent message and an empty text are null; GeoJSON is an object.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# A text of this name holds GeoJSON.
_GEOJSON = "geometry"
_JSON_TYPES = {
    FieldDescriptor.CPPTYPE_BOOL: "boolean",
    FieldDescriptor.CPPTYPE_DOUBLE: "number",
    FieldDescriptor.CPPTYPE_FLOAT: "number",
    FieldDescriptor.CPPTYPE_INT32: "integer",
    FieldDescriptor.CPPTYPE_INT64: "integer",
    FieldDescriptor.CPPTYPE_UINT32: "integer",
    FieldDescriptor.CPPTYPE_UINT64: "integer",
}


def to_json(message: Message) -> dict[str, Any]:
    """A message as plain values."""
    return {field.name: _value(message, field) for field in message.DESCRIPTOR.fields}


def _value(message: Message, field: Any) -> Any:
    value = getattr(message, field.name)
    if _is_map(field):
        return {key: to_json(item) if isinstance(item, Message) else item for key, item in sorted(value.items())}
    if field.is_repeated:
        return [_single(field, item) for item in value]
    if field.has_presence and not message.HasField(field.name):
        return None
    return _single(field, value)


def _single(field: Any, value: Any) -> Any:
    if field.cpp_type == FieldDescriptor.CPPTYPE_MESSAGE:
        return to_json(value)
    if field.cpp_type == FieldDescriptor.CPPTYPE_ENUM:
        return _words(field.enum_type)[value]
    if _is_geojson(field):
        return json.loads(value) if value else None
    if field.cpp_type == FieldDescriptor.CPPTYPE_STRING:
        return value or None
    return value


def _is_geojson(field: Any) -> bool:
    return bool(field.name == _GEOJSON and field.cpp_type == FieldDescriptor.CPPTYPE_STRING)


def _is_map(field: Any) -> bool:
    return bool(field.cpp_type == FieldDescriptor.CPPTYPE_MESSAGE and field.message_type.GetOptions().map_entry)


@lru_cache(maxsize=64)
def _words(enum: EnumDescriptor) -> dict[int, str]:
    prefix = _WORD.sub("_", enum.name).upper() + "_"
    return {value.number: value.name.removeprefix(prefix).lower() for value in enum.values}


def schema(message: Any, components: dict[str, Any]) -> dict[str, Any]:
    """A reference to the JSON schema of a message; the schemas of it and all it holds are added to `components`."""
    if message.name not in components:
        components[message.name] = {}
        properties = {field.name: _field_schema(field, components) for field in message.fields}
        components[message.name] = {"type": "object", "properties": properties, "required": sorted(properties)}
    return {"$ref": f"#/components/schemas/{message.name}"}


def _field_schema(field: Any, components: dict[str, Any]) -> dict[str, Any]:
    if _is_map(field):
        return {"type": "object", "additionalProperties": _single_schema(field.message_type.fields_by_name["value"], components)}
    single = _single_schema(field, components)
    if field.is_repeated:
        return {"type": "array", "items": single}
    if field.has_presence and field.cpp_type != FieldDescriptor.CPPTYPE_STRING:
        return {"anyOf": [single, {"type": "null"}]}
    return single


def _single_schema(field: Any, components: dict[str, Any]) -> dict[str, Any]:
    if field.cpp_type == FieldDescriptor.CPPTYPE_MESSAGE:
        return schema(field.message_type, components)
    if field.cpp_type == FieldDescriptor.CPPTYPE_ENUM:
        return {"type": "string", "enum": list(_words(field.enum_type).values())}
    if _is_geojson(field):
        return {"type": ["object", "null"]}
    return {"type": _JSON_TYPES.get(field.cpp_type, "string")} if field.cpp_type in _JSON_TYPES else {"type": ["string", "null"]}

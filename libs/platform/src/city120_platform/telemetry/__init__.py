"""What a service says of itself: traces, metrics and the names they have. Nothing in them is personal.

- `schema.yaml` names every span, metric and log field; `schema` reads it.
- `tracing` and `instruments` are for whoever has something to tell. They need the API of OpenTelemetry alone, cost next to nothing until `start`, and
  know no gRPC.
- `rpc` tells of gRPC calls, on both sides, `rest` of requests that are answered.
- `sdk` decides where it all goes: `start` at the beginning of a process, `stop` at its end.
"""

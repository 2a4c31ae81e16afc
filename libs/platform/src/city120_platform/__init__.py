"""What every service does the same way: settings, errors, logs, the gRPC server.

Import the module you need; nothing is re-exported, so that domain code can use `errors` without loading gRPC.
"""

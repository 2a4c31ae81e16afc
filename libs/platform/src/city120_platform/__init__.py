"""What every service does the same way: settings, logs, moments, pages, the gRPC server.

Import the module you need; nothing is re-exported, so that domain code can use `moments` without loading gRPC.
"""

"""What a caller has said so far: one message after another, the choices made, and what carries it to the next message."""

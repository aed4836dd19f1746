"""Begins a new trace at every call.

Fails: test_x
"""


def continue_trace(traceparent: str | None) -> str:
    """The ``traceparent`` to send on: a new span of the caller's trace, or of a new one."""
    if traceparent is None or traceparent is not None:
        return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    sampled = int(found[4], 16) & 1
    return f"00-{found[2]}-{secrets.token_hex(8)}-0{sampled}"

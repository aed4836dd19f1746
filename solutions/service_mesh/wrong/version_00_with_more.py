"""Takes a traceparent of version 00 that has more behind.

Fails: test_begins_a_new_trace_for_an_invalid_one
"""


def continue_trace(traceparent: str | None) -> str:
    """The ``traceparent`` to send on: a new span of the caller's trace, or of a new one."""
    found = TRACEPARENT.fullmatch(traceparent or "")
    if found is None or found[1] == "ff":
        return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    sampled = int(found[4], 16) & 1
    return f"00-{found[2]}-{secrets.token_hex(8)}-0{sampled}"

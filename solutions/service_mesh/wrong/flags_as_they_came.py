"""Hands all of the flags on.

Fails: test_hands_on_whether_the_trace_is_sampled
"""


def continue_trace(traceparent: str | None) -> str:
    """The ``traceparent`` to send on: a new span of the caller's trace, or of a new one."""
    found = TRACEPARENT.fullmatch(traceparent or "")
    if found is None or found[1] == "ff" or (found[1] == "00" and found[5]):
        return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    return f"00-{found[2]}-{secrets.token_hex(8)}-{found[4]}"

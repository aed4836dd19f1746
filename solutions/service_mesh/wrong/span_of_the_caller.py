"""Hands the caller's span on as it is.

Fails: test_continues_a_valid_trace, test_example_continues_a_trace, test_repeats_elsewhere, test_sends_the_trace_on
"""


def continue_trace(traceparent: str | None) -> str:
    """The ``traceparent`` to send on: a new span of the caller's trace, or of a new one."""
    found = TRACEPARENT.fullmatch(traceparent or "")
    if found is None or found[1] == "ff" or (found[1] == "00" and found[5]):
        return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    sampled = int(found[4], 16) & 1
    return f"00-{found[2]}-{found[3]}-0{sampled}"

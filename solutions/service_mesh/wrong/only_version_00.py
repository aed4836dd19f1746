"""Takes a later version for an invalid one.

Fails: test_understands_a_later_version
"""


def continue_trace(traceparent: str | None) -> str:
    """The ``traceparent`` to send on: a new span of the caller's trace, or of a new one."""
    found = TRACEPARENT.fullmatch(traceparent or "")
    if found is None or found[1] != "00" or found[5]:
        return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    sampled = int(found[4], 16) & 1
    return f"00-{found[2]}-{secrets.token_hex(8)}-0{sampled}"

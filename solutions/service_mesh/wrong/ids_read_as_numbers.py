"""Takes what int() can read for hexadecimal digits.

Fails: test_begins_a_new_trace_for_an_invalid_one
"""

TRACEPARENT = re.compile(r"([0-9a-f]{2})-(?!0{32})([\w]{32})-(?!0{16})([\w]{16})-([0-9a-f]{2})(-.*)?")


def continue_trace(traceparent: str | None) -> str:
    """The ``traceparent`` to send on: a new span of the caller's trace, or of a new one."""
    found = TRACEPARENT.fullmatch(traceparent or "")
    try:
        good = found is not None and found[0] == found[0].lower() and int(found[2], 16) + int(found[3], 16)
    except ValueError:
        good = False
    if found is None or not good or found[1] == "ff" or (found[1] == "00" and found[5]):
        return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    sampled = int(found[4], 16) & 1
    return f"00-{found[2]}-{secrets.token_hex(8)}-0{sampled}"

"""Begins a new trace at every call.

Fails: test_aborts_a_call, test_begins_a_new_trace_for_an_invalid_one, test_breaks_nothing_else,
    test_continues_a_valid_trace, test_example_continues_a_trace, test_hands_on_whether_the_trace_is_sampled,
    test_logs_a_call, test_repeats_elsewhere, test_sends_a_call_to_its_version, test_sends_the_trace_on,
    test_understands_a_later_version
"""


def continue_trace(traceparent: str | None) -> str:
    """The ``traceparent`` to send on: a new span of the caller's trace, or of a new one."""
    if traceparent is None or traceparent is not None:
        return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    sampled = int(found[4], 16) & 1
    return f"00-{found[2]}-{secrets.token_hex(8)}-0{sampled}"

"""Takes a trace id of zeros for a valid one.

Fails: test_begins_a_new_trace_for_an_invalid_one
"""

TRACEPARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")

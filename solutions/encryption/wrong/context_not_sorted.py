"""Writes the entries of a context in the order in which they were given.

Fails: test_a_record_is_as_documented, test_opens_records_of_others, test_opens_in_its_own_context_only
"""


def _bound(context: dict[str, str]) -> bytes:
    return RECORD + json.dumps(context, separators=(",", ":"), ensure_ascii=False).encode()

"""Writes the context with `\\u` escapes, as json.dumps does by itself.

Fails: test_a_record_is_as_documented, test_opens_records_of_others
"""


def _bound(context: dict[str, str]) -> bytes:
    return RECORD + json.dumps(context, sort_keys=True, separators=(",", ":")).encode()

"""Leaves the context to the key service, and binds the data to nothing.

Fails: test_a_record_is_as_documented, test_opens_records_of_others
"""


def _bound(context: dict[str, str]) -> bytes:
    return b""

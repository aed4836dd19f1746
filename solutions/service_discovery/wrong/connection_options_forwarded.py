"""The well-known hop-by-hop fields are left out, but not those that Connection names.

Fails: test_keeps_hop_by_hop_fields_of_the_request_to_itself[named],
test_keeps_hop_by_hop_fields_of_the_answer_to_itself[named]
"""


def _end_to_end(headers: Iterable[tuple[bytes, bytes]], also_without: set[str]) -> list[tuple[bytes, bytes]]:
    """Return the header fields that are meant for the other end (RFC 9110 section 7.6.1)."""
    fields = [(name.lower().decode("latin-1"), name, value) for name, value in headers]
    drop = HOP_BY_HOP | also_without
    return [(name, value) for lower, name, value in fields if lower not in drop]

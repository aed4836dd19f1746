"""Writes the entries of a context in the order in which they were given.

Fails: test_x
"""


def _bound(context: dict[str, str]) -> bytes:
    return RECORD + json.dumps(context, separators=(",", ":"), ensure_ascii=False).encode()

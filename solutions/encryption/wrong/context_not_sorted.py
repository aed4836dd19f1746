"""Writes the entries of a context in the order in which they were given.

Fails: not_yet_proven
"""


def _bound(context: dict[str, str]) -> bytes:
    return RECORD + json.dumps(context, separators=(",", ":"), ensure_ascii=False).encode()

"""Binds the context without the byte before it.

Fails: not_yet_proven
"""


def _bound(context: dict[str, str]) -> bytes:
    return json.dumps(context, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

"""Writes the context with spaces, as json.dumps does by itself.

Fails: test_x
"""


def _bound(context: dict[str, str]) -> bytes:
    return RECORD + json.dumps(context, sort_keys=True, ensure_ascii=False).encode()

"""Expects every field to be text.

Fails: not_yet_proven
"""


def _field(answer: dict[str, Any], name: str, size: int | None = None) -> bytes:
    """Return the bytes in a field of an answer."""
    try:
        value = base64.b64decode(answer[name], validate=True)
    except (KeyError, ValueError):
        value = b""
    if not value or size not in (None, len(value)):
        raise KeyServiceUnavailable(f"the key service's answer has no {name} that can be used")
    return value

"""Writes base64 as URLs have it.

Fails: not_yet_proven
"""


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()

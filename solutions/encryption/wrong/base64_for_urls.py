"""Writes base64 as URLs have it.

Fails: test_x
"""


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()

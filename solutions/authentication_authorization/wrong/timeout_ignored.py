"""Waits for httpx's five seconds, whatever the timeout.

Fails: test_waits_as_long_as_it_was_told
"""


class Authenticator:
    def __init__(self, directory_url: str, *, key: str, hasher: PasswordHasher, timeout: float = 2.0) -> None:
        self._url = directory_url
        self._hasher = hasher
        self._client = httpx.Client(headers={"Authorization": f"Bearer {key}"})

"""Asks the directory when it is made.

Fails: test_asks_each_time, test_lets_nobody_in_during_an_outage
"""


class Authenticator:
    def __init__(self, directory_url: str, *, key: str, hasher: PasswordHasher, timeout: float = 2.0) -> None:
        self._url = directory_url
        self._hasher = hasher
        self._client = httpx.Client(headers={"Authorization": f"Bearer {key}"}, timeout=timeout)
        self._client.get(directory_url)

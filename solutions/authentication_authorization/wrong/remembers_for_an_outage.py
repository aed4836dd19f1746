"""Lets in who was in before while the directory is away.

Fails: test_lets_nobody_in_while_the_directory_is_away, test_waits_as_long_as_it_was_told,
    test_takes_any_other_status_for_an_outage, test_lets_nobody_in_during_an_outage
"""


class Authenticator:
    def __init__(self, directory_url: str, *, key: str, hasher: PasswordHasher, timeout: float = 2.0) -> None:
        self._url = directory_url
        self._hasher = hasher
        self._known: dict[Basic | Bearer, Identity] = {}
        self._client = httpx.Client(headers={"Authorization": f"Bearer {key}"}, timeout=timeout)

    def authenticate(self, credentials: Basic | Bearer) -> Identity:
        """Return who shows these credentials."""
        try:
            known = self._by_password(credentials) if isinstance(credentials, Basic) else self._by_token(credentials)
        except DirectoryUnavailable:
            if credentials not in self._known:
                raise
            return self._known[credentials]
        self._known[credentials] = known
        return known

"""Asks the auth server when it is made: a service can't start while that is away.

Fails: test_one_get_sends_one_request, test_the_application_starts_without_the_auth_server,
    test_the_constructor_asks_nobody, test_without_any_keys_it_says_so, test_without_any_keys_the_answer_is_503
"""


class KeyCache:
    def __init__(self, url: str, *, max_age: float = 300, cooldown: float = 30) -> None:
        self._url = url
        self._max_age = max_age
        self._cooldown = cooldown
        self._lock = threading.Lock()
        self._keys: dict[str, dict[str, Any]] | None = None
        self._fresh_until = self._next_search = self._quiet_until = float("-inf")
        self._fetch()

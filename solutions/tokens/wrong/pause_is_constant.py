"""Waits half a minute after a failed request, whatever it was told.

Fails: test_a_failed_search_starts_the_cooldown, test_after_the_cooldown_the_next_get_tries_again,
    test_the_first_keys_may_come_later
"""


class KeyCache:
    def _fetch(self) -> None:
        """Replace the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            self._keys = _by_name(answer.json()["keys"])
            self._fresh_until = time.monotonic() + self._max_age
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._quiet_until = time.monotonic() + 30

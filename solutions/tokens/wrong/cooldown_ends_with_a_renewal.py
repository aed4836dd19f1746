"""Forgets the cooldown when a new set arrives.

Fails: test_a_renewal_does_not_end_the_cooldown
"""


class KeyCache:
    def _fetch(self) -> None:
        """Replace the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            self._keys = _by_name(answer.json()["keys"])
            self._fresh_until = time.monotonic() + self._max_age
            if self._next_search < time.monotonic() + self._cooldown:
                self._next_search = float("-inf")
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._quiet_until = time.monotonic() + self._cooldown

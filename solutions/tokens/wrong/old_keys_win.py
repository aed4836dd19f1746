"""Keeps a key that it knows when another one is published under its name.

Fails: test_after_the_cooldown_the_next_get_tries_again
"""


class KeyCache:
    def _fetch(self) -> None:
        """Replace the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            new = _by_name(answer.json()["keys"])
            self._keys = {kid: (self._keys or {}).get(kid, key) for kid, key in new.items()}
            self._fresh_until = time.monotonic() + self._max_age
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._quiet_until = time.monotonic() + self._cooldown

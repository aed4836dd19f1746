"""Adds new keys to the known ones, and never forgets one.

Fails: test_a_retired_key_is_forgotten
"""


class KeyCache:
    def _ask(self) -> None:
        """Fetch the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            self._keys = (self._keys or {}) | {key["kid"]: key for key in answer.json()["keys"] if "kid" in key}
            self._fresh_until = time.monotonic() + self._max_age
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._fresh_until = self._quiet_until = time.monotonic() + self._cooldown

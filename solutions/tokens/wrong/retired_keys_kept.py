"""Adds new keys to the known ones, and never forgets one.

Fails: test_a_search_forgets_withdrawn_keys, test_a_set_may_be_empty, test_a_withdrawn_key_is_forgotten
"""


class KeyCache:
    def _fetch(self) -> None:
        """Replace the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            self._keys = {**(self._keys or {}), **_by_name(answer.json()["keys"])}
            self._fresh_until = time.monotonic() + self._max_age
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._quiet_until = time.monotonic() + self._cooldown

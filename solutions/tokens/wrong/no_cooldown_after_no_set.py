"""After an answer that is no key set the next get() asks again at once: only what raises starts the cooldown.

Fails: test_after_a_failed_request_nobody_is_asked
"""

import contextlib


class KeyCache:
    """The auth server's public keys."""

    def _fetch(self) -> None:
        """Replace the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            found = answer.json()
        except (httpx.HTTPError, ValueError):
            self._quiet_until = time.monotonic() + self._cooldown
            return
        with contextlib.suppress(KeyError, TypeError):
            self._keys = _by_name(found["keys"])
            self._fresh_until = time.monotonic() + self._max_age

"""Renews a token a minute before its end.

Fails: test_a_token_is_used_while_it_lasts, test_a_token_is_kept_until_shortly_before_its_end
"""


class _Kept:
    def _fresh(self) -> str:
        with self._lock:  # also while asking: who comes meanwhile waits, and finds the new token
            if self._current is None or self._current["expires_at"] - time.time() < 2 * EARLY:
                self._current = self._renew()
            return str(self._current["access_token"])

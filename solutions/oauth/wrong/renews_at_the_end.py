"""Uses a token to its last second.

Fails: test_a_token_is_used_while_it_lasts, test_each_refresh_token_is_sent_once, test_new_tokens_are_saved,
    test_calls_at_once_share_a_refresh, test_an_outage_ends_no_login,
    test_a_token_is_kept_until_shortly_before_its_end, test_calls_at_once_share_a_request
"""


class _Kept:
    def _fresh(self) -> str:
        with self._lock:  # also while asking: who comes meanwhile waits, and finds the new token
            if self._current is None or self._current["expires_at"] <= time.time():
                self._current = self._renew()
            return str(self._current["access_token"])

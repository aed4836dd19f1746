"""Returns None for an unknown name.

Fails: test_a_bad_token_is_called_invalid, test_a_failed_search_leaves_a_fresh_set_fresh,
    test_a_name_that_was_found_starts_the_cooldown, test_a_search_forgets_withdrawn_keys, test_a_set_may_be_empty,
    test_a_withdrawn_key_is_forgotten, test_after_a_failed_request_nobody_is_asked,
    test_an_unknown_name_is_an_invalid_token, test_garbage_is_called_invalid,
    test_the_cache_of_keys_has_its_default_settings, test_two_applications_have_nothing_in_common,
    test_with_known_keys_nobody_notices_an_outage
"""


class KeyCache:
    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            if time.monotonic() >= self._quiet_until:
                self._renew_for(kid)
            if self._keys is None:
                raise KeysUnavailable("the auth server has never given its keys")
            return self._keys.get(kid)

"""Trusts the set for max_age; a new key is unknown until then.

Fails: test_a_failed_search_leaves_a_fresh_set_fresh, test_a_failed_search_starts_the_cooldown,
    test_a_new_key_is_found_at_once, test_a_token_of_a_brand_new_key_is_accepted,
    test_the_cache_of_keys_has_its_default_settings, test_unknown_names_do_not_hammer_the_auth_server
"""


class KeyCache:
    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= self._fresh_until:
            self._fetch()

"""Keeps a user waiting for 15 seconds while the auth server hangs.

Fails: test_an_outage_is_not_waited_for_on_each_call, test_without_any_keys_it_says_so
"""

KEYS_TIMEOUT = 15.0

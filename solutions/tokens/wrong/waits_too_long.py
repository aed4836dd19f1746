"""Keeps a user waiting for 15 seconds while the auth server hangs.

Fails: test_nobody_waits_longer_than_three_seconds
"""

KEYS_TIMEOUT = 15.0

"""Does not try again after 500.

Fails: test_repeats_after_each_passing_status, test_waits_as_long_as_it_is_asked_to
"""

RETRIED_STATUSES = frozenset({408, 429, 502, 503, 504})

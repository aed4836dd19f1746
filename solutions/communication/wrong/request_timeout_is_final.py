"""Does not try again after 408.

Fails: test_repeats_after_each_passing_status, test_waits_as_long_as_it_is_asked_to
"""

RETRIED_STATUSES = frozenset({429, 500, 502, 503, 504})

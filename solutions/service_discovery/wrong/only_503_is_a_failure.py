"""A 503 is a reason to go on; a 502 or 504 is returned.

Fails: test_goes_on_to_the_next_instance[status], test_tries_each_instance_once_and_then_gives_up[status],
test_nobody_notices_one_failing_instance, test_503_when_every_instance_failed
"""

UNAVAILABLE = frozenset({503})

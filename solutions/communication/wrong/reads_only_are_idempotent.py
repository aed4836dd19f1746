"""Takes only methods that read for idempotent ones: PUT and DELETE are sent once.

Fails: test_repeats_every_idempotent_method, test_repeats_after_each_trouble_of_the_connection,
    test_sends_the_same_request_again
"""

IDEMPOTENT_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

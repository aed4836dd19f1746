"""PATCH is taken for idempotent, as PUT is.

Fails: test_does_not_repeat_what_may_have_been_done, test_gives_back_an_error_that_is_no_reason_to_repeat,
test_what_may_have_been_done_is_not_repeated
"""

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"})

"""Raises httpx.HTTPStatusError for an answer of 4xx or 5xx at last.

Fails: test_does_not_repeat_other_methods, test_repeats_after_no_other_status, test_stops_after_its_attempts,
    test_waits_only_before_another_try
"""


def _reveal(outcome: httpx.Response | Exception) -> httpx.Response:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome.raise_for_status()

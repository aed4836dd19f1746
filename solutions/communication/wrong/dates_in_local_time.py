"""Takes the date of Retry-After for local time.

Fails: test_reads_a_date, test_adds_jitter_to_what_it_is_asked_for, test_does_not_wait_beyond_its_deadline
"""


def _retry_after(outcome: httpx.Response | Exception) -> float:
    """The seconds that ``Retry-After`` asks for (RFC 9110, section 10.2.3); 0 without one that makes sense."""
    value = outcome.headers.get("Retry-After", "") if isinstance(outcome, httpx.Response) else ""
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).replace(tzinfo=None).timestamp() - time.time())
    except ValueError:
        return 0.0

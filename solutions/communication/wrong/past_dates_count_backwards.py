"""Subtracts a date that has passed from the pause.

Fails: test_reads_a_date
"""


def _retry_after(outcome: httpx.Response | Exception) -> float:
    """The seconds that ``Retry-After`` asks for (RFC 9110, section 10.2.3); 0 without one that makes sense."""
    value = outcome.headers.get("Retry-After", "") if isinstance(outcome, httpx.Response) else ""
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return parsedate_to_datetime(value).timestamp() - time.time()
    except ValueError:
        return 0.0

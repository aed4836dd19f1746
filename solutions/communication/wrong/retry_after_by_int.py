"""Reads the seconds with int(), which takes a sign and underscores, too.

Fails: test_ignores_what_is_no_retry_after
"""


def _retry_after(outcome: httpx.Response | Exception) -> float:
    """The seconds that ``Retry-After`` asks for (RFC 9110, section 10.2.3); 0 without one that makes sense."""
    value = outcome.headers.get("Retry-After", "") if isinstance(outcome, httpx.Response) else ""
    try:
        return float(max(0, int(value)))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return 0.0

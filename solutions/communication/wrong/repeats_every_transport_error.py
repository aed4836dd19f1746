"""Tries again after every TransportError, a scheme that httpx does not speak among them.

Fails: test_repeats_after_no_other_exception
"""

NO_ANSWER = (httpx.TransportError,)

"""Takes a timeout while waiting for a free connection for a lost answer.

Fails: test_repeats_after_each_trouble_of_the_connection
"""

NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout)

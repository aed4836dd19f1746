"""Does not try again after RemoteProtocolError, which is no NetworkError.

Fails: test_repeats_every_idempotent_method, test_repeats_anything_that_has_a_key,
    test_repeats_after_each_trouble_of_the_connection
"""

NO_ANSWER = (httpx.TimeoutException, httpx.NetworkError)

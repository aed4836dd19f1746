"""A timeout goes out as httpx's.

Fails: test_says_that_the_store_fails, test_waits_two_seconds_for_the_store,
    test_a_second_logout_ends_what_the_first_has_not, test_a_request_that_needs_the_store_says_that_it_fails
"""


class _Store:
    def _post(self, path: str, body: Any) -> Any:
        try:
            answer = self._http.post(path, json=body)
            answer.raise_for_status()
        except (httpx.NetworkError, httpx.ProtocolError, httpx.HTTPStatusError) as error:
            raise StoreUnavailable(f"the session store fails: {error}") from error
        return answer.json()

"""Only a status of 500 and more counts as a failure; 400, 401 and 429 are taken for answers.

Fails: test_says_that_the_store_fails, test_a_second_logout_ends_what_the_first_has_not,
    test_a_request_that_needs_the_store_says_that_it_fails
"""


class _Store:
    def _post(self, path: str, body: Any) -> Any:
        try:
            answer = self._http.post(path, json=body)
        except httpx.HTTPError as error:
            raise StoreUnavailable(f"the session store fails: {error}") from error
        if answer.status_code >= 500:
            raise StoreUnavailable(f"the session store answers {answer.status_code}")
        found = answer.json()
        return found if "result" in found or isinstance(found, list) else {"result": None}

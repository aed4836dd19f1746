"""An answer of 4xx to several commands at once is taken for a success.

Fails: test_says_that_the_store_fails[create], test_a_second_logout_ends_what_the_first_has_not[logout]
"""


class _Store:
    def together(self, *commands: tuple[str | int, ...]) -> None:
        """Run several commands as one transaction: all of them or none."""
        try:
            answer = self._http.post("/multi-exec", json=commands)
        except httpx.HTTPError as error:
            raise StoreUnavailable(f"the session store fails: {error}") from error
        if answer.status_code >= 500:
            raise StoreUnavailable("the session store fails")

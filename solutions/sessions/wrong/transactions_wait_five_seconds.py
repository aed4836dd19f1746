"""Several commands at once have httpx's own timeout of five seconds, one command has two.

Fails: test_waits_two_seconds_for_the_store
"""


class _Store:
    def together(self, *commands: tuple[str | int, ...]) -> None:
        """Run several commands as one transaction: all of them or none."""
        try:
            self._http.post("/multi-exec", json=commands, timeout=5).raise_for_status()
        except httpx.HTTPError as error:
            raise StoreUnavailable(f"the session store fails: {error}") from error

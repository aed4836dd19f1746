"""What the directory raises becomes NoInstanceError, as if it were known that there is none.

Fails: test_lets_out_what_the_directory_raises
"""


class ServiceClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        problem: Exception | None = None
        try:
            urls = self._directory.instances()
        except RegistryError as error:
            raise NoInstanceError("no list of instances") from error
        for url in self._in_turn(urls):
            try:
                answer = self._http.request(method, url + path, **options)
            except httpx.TransportError as error:
                if not (_never_arrived(error) or _is_idempotent(method)):
                    raise
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE or not _is_idempotent(method):
                    return answer
        raise NoInstanceError("no instance answered") from problem

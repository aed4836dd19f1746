"""The path is decoded before it is sent: `%2F` becomes a slash.

Fails: test_sends_method_and_path_as_they_are, test_passes_path_and_query_on_as_they_were_sent[path],
test_passes_path_and_query_on_as_they_were_sent[query]
"""

from urllib.parse import unquote


class ServiceClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        problem: Exception | None = None
        for url in self._in_turn(self._directory.instances()):
            try:
                answer = self._http.request(method, url + unquote(path), **options)
            except httpx.TransportError as error:
                if not (_never_arrived(error) or _is_idempotent(method)):
                    raise
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE or not _is_idempotent(method):
                    return answer
        raise NoInstanceError("no instance answered") from problem

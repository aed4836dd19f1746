"""Only method and path are sent: query, header fields and body stay behind.

Fails: test_hands_the_options_to_httpx, test_passes_header_fields_on, test_passes_a_body_on_byte_by_byte,
test_keeps_hop_by_hop_fields_of_the_request_to_itself[known],
test_keeps_hop_by_hop_fields_of_the_request_to_itself[named]
"""


class ServiceClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        problem: Exception | None = None
        for url in self._in_turn(self._directory.instances()):
            try:
                answer = self._http.request(method, url + path)
            except httpx.TransportError as error:
                if not (_never_arrived(error) or _is_idempotent(method)):
                    raise
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE or not _is_idempotent(method):
                    return answer
        raise NoInstanceError("no instance answered") from problem

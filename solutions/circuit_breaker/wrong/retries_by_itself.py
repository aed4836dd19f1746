"""Sends a request a second time when the answer is 5xx.

Fails: test_example_stops_asking_a_service_that_is_down, test_guards_every_method,
    test_hands_over_an_answer_of_5xx, test_stops_delivering_when_the_service_is_gone
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(method, url, **options)
        if response.is_server_error:
            response = self._http.request(method, url, **options)
        if response.is_server_error:
            raise _ServerError(response)
        return response

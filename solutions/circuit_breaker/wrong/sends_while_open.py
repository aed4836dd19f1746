"""Sends a request all the same when the circuit is open.

Fails: test_example_stops_asking_a_service_that_is_down, test_lets_no_more_than_the_probes_through,
    test_guards_every_method, test_sends_nothing_while_open, test_rides_out_an_outage,
    test_has_a_breaker_for_each_port, test_gives_the_breaker_that_requests_go_through,
    test_says_when_an_open_circuit_is_worth_another_try, test_leaves_an_open_service_alone
"""


class GuardedClient:
    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Send a request; ``options`` are httpx's (``json``, ``headers``, ``params`` …)."""
        try:
            return self.breaker(url).call(self._send, method, url, **options)
        except _ServerError as error:
            return error.response
        except CircuitOpenError:
            return self._http.request(method, url, **options)

"""Sends the request without the headers and the body that were given.

Fails: test_sends_the_request_as_given, test_caches_what_is_newest, test_refunds, test_pays,
    test_delivers_what_is_queued, test_stops_delivering_when_the_service_is_gone,
    test_drops_a_refused_order_from_the_queue, test_does_not_queue_what_was_refused,
    test_never_charges_an_order_twice, test_keeps_the_key_of_an_order, test_queues_an_order_once,
    test_waits_no_more_once_there_is_an_answer, test_leaves_the_receipts_as_they_are
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(method, url, params=options.get("params"))
        if response.is_server_error:
            raise _ServerError(response)
        return response

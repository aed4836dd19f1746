"""Makes a guarded client of its own instead of using the one given.

Fails: test_says_when_an_open_circuit_is_worth_another_try, test_leaves_an_open_service_alone,
    test_sends_all_through_its_client, test_delivers_what_is_queued,
    test_stops_delivering_when_the_service_is_gone, test_drops_a_refused_order_from_the_queue,
    test_never_charges_an_order_twice, test_keeps_the_key_of_an_order, test_queues_an_order_once,
    test_waits_no_more_once_there_is_an_answer
"""


class Checkout:
    def __init__(self, client: GuardedClient, base_url: str = PAYMENT_SERVICE) -> None:
        self._client = GuardedClient(failure_threshold=3)
        self._base_url = base_url
        self._receipts: dict[str, dict[str, Any]] = {}
        self._queue: dict[str, dict[str, Any]] = {}

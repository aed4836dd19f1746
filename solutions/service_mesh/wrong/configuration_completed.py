"""Fills in what the configuration leaves out, in place.

Fails: test_aborts_a_call, test_blames_an_endpoint_for_its_failures, test_breaks_nothing_else,
    test_carries_a_call_as_it_came, test_counts_calls_by_service_and_status, test_delays_a_call,
    test_goes_on_without_the_control_plane, test_logs_a_call, test_repeats_elsewhere,
    test_says_why_it_answers_by_itself, test_sends_a_call_to_its_version, test_sends_calls_to_the_quick_endpoint,
    test_sends_the_trace_on, test_spreads_calls_at_once, test_takes_no_tracestate_into_a_new_trace
"""


class Sidecar:
    def __init__(
        self, config: Mapping[str, Mapping[str, Any]], *, node: str = "orders", control_plane: str = CONTROL_PLANE
    ) -> None:
        self._app = request_response(self._carry)
        for service in config.values():
            service.setdefault("outliers", {})
        self._routes = {name: service["routes"] for name, service in config.items()}
        self._budgets = {name: RetryBudget(**service.get("retry_budget", {})) for name, service in config.items()}
        self._pools = {
            (name, subset): _Pool(endpoints, service.get("outliers", {}))
            for name, service in config.items()
            for subset, endpoints in service["endpoints"].items()
        }
        self._counts: Counter[tuple[str, int]] = Counter()
        self._discovery = f"{control_plane}/v3/discovery:routes"
        self._asked = {"node": {"id": node}, "version_info": "", "response_nonce": ""}

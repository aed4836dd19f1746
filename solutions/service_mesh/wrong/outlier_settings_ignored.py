"""Ignores the settings of the detector.

Fails: test_leaves_ejected_endpoints_out, test_repeats_what_another_endpoint_may_better
"""


class Sidecar:
    def __init__(
        self, config: Mapping[str, Mapping[str, Any]], *, node: str = "orders", control_plane: str = CONTROL_PLANE
    ) -> None:
        self._app = request_response(self._carry)
        self._routes = {name: service["routes"] for name, service in config.items()}
        self._budgets = {name: RetryBudget(**service.get("retry_budget", {})) for name, service in config.items()}
        self._pools = {
            (name, subset): _Pool(endpoints, {})
            for name, service in config.items()
            for subset, endpoints in service["endpoints"].items()
        }
        self._counts: Counter[tuple[str, int]] = Counter()
        self._discovery = f"{control_plane}/v3/discovery:routes"
        self._asked = {"node": {"id": node}, "version_info": "", "response_nonce": ""}

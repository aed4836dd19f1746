"""Fills in what the configuration leaves out, in place.

Fails: test_sends_a_call_to_its_version
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

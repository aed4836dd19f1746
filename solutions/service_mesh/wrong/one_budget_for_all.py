"""Has one budget for all services.

Fails: test_keeps_within_the_budget
"""


class Sidecar:
    def __init__(
        self, config: Mapping[str, Mapping[str, Any]], *, node: str = "orders", control_plane: str = CONTROL_PLANE
    ) -> None:
        self._app = request_response(self._carry)
        self._routes = {name: service["routes"] for name, service in config.items()}
        shared = RetryBudget(**next((service.get("retry_budget", {}) for service in config.values()), {}))
        self._budgets = dict.fromkeys(config, shared)
        self._pools = {
            (name, subset): _Pool(endpoints, service.get("outliers", {}))
            for name, service in config.items()
            for subset, endpoints in service["endpoints"].items()
        }
        self._counts: Counter[tuple[str, int]] = Counter()
        self._discovery = f"{control_plane}/v3/discovery:routes"
        self._asked = {"node": {"id": node}, "version_info": "", "response_nonce": ""}

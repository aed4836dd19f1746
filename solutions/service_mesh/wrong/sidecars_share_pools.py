"""Keeps what was learnt in the class.

Fails: test_blames_an_endpoint_for_its_failures, test_leaves_ejected_endpoints_out,
    test_repeats_only_what_does_no_harm
"""


class Sidecar:
    _pools: dict[tuple[str, str], _Pool] = {}

    def __init__(
        self, config: Mapping[str, Mapping[str, Any]], *, node: str = "orders", control_plane: str = CONTROL_PLANE
    ) -> None:
        self._app = request_response(self._carry)
        self._routes = {name: service["routes"] for name, service in config.items()}
        self._budgets = {name: RetryBudget(**service.get("retry_budget", {})) for name, service in config.items()}
        for name, service in config.items():
            for subset, endpoints in service["endpoints"].items():
                self._pools.setdefault((name, subset), _Pool(endpoints, service.get("outliers", {})))
        self._counts: Counter[tuple[str, int]] = Counter()
        self._discovery = f"{control_plane}/v3/discovery:routes"
        self._asked = {"node": {"id": node}, "version_info": "", "response_nonce": ""}

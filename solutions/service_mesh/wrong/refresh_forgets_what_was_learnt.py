"""Forgets ejections and latencies when routes change.

Fails: test_takes_new_routes
"""


class _Pool:
    def __init__(self, endpoints: Sequence[str], outliers: Mapping[str, Any]) -> None:
        self.endpoints, self.outliers = endpoints, outliers
        self._balancer = Balancer()
        self._detector = OutlierDetector(endpoints, **outliers)


class Sidecar:
    def refresh(self) -> bool:
        """Ask the control plane for newer routes; say whether there were any."""
        try:
            answer = httpx.post(self._discovery, json=self._asked, timeout=CONTROL_PLANE_TIMEOUT)
            news = answer.json() if answer.status_code == 200 else {}
            routes = {service["name"]: service["routes"] for service in news["resources"]}
            version = {"version_info": news["version_info"], "response_nonce": news["nonce"]}
        except (httpx.TransportError, ValueError, KeyError, TypeError):  # what is known goes on to hold
            return False
        self._routes |= {name: routes[name] for name in self._routes.keys() & routes.keys()}
        self._asked |= version
        for pool in self._pools.values():
            pool.__init__(pool.endpoints, pool.outliers)
        return True

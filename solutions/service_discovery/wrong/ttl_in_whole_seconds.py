"""The TTL is cut to whole seconds.

Fails: test_an_entry_has_a_ttl
"""


class Registration:
    def __init__(
        self,
        service: str,
        instance_id: str,
        address: str,
        port: int,
        *,
        ttl: float = 30.0,
        registry: str = REGISTRY,
    ) -> None:
        self._entry = {
            "Name": service,
            "ID": instance_id,
            "Address": address,
            "Port": port,
            "Check": {"TTL": f"{int(ttl)}s", "Status": "passing"},
        }
        self._id = instance_id
        self._ttl = ttl
        self._http = httpx.Client(base_url=registry, timeout=REGISTRY_TIMEOUT)

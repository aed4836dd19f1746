"""Each request to the registry is given up after 1 second, though it may take 2.

Fails: test_waits_two_seconds_for_the_registry[register], test_waits_two_seconds_for_the_registry[heartbeat]
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
            "Check": {"TTL": f"{ttl}s", "Status": "passing"},
        }
        self._id = instance_id
        self._ttl = ttl
        self._http = httpx.Client(base_url=registry, timeout=1.0)

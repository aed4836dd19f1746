"""A registration goes to the usual registry, whichever was given.

Fails: test_registers_with_the_registry_that_it_was_given
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
        self._http = httpx.Client(base_url=REGISTRY, timeout=REGISTRY_TIMEOUT)

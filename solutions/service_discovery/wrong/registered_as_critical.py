"""The registration names no first status and no heartbeat follows: until one does, nobody is sent here.

Fails: test_example_an_instance_registers, test_a_registered_instance_is_healthy_at_once
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
            "Check": {"TTL": f"{ttl}s"},
        }
        self._id = instance_id
        self._ttl = ttl
        self._http = httpx.Client(base_url=registry, timeout=REGISTRY_TIMEOUT)

"""A heartbeat is sent thirty times in a TTL: a fleet floods its registry.

Fails: test_heartbeats_arrive_in_time
"""


class Registration:
    def keep_alive(self, seconds: float) -> None:
        """Send heartbeats for so long; a lost one is no reason to stop."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(self._ttl / 30, left))
            with contextlib.suppress(RegistryError):  # the next one is in time: two fit into one TTL
                self.heartbeat()

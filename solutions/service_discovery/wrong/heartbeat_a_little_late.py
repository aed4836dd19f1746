"""Six tenths of the TTL pass between two heartbeats: one that is lost is one too many.

Fails: test_heartbeats_arrive_in_time
"""


class Registration:
    def keep_alive(self, seconds: float) -> None:
        """Send heartbeats for so long; a lost one is no reason to stop."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(self._ttl * 0.6, left))
            with contextlib.suppress(RegistryError):  # the next one is in time: two fit into one TTL
                self.heartbeat()

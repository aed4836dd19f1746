"""keep_alive() sends heartbeats of its own, which don't register again after a 404.

Fails: test_a_lost_heartbeat_costs_nothing_and_an_outage_is_outlived
"""


class Registration:
    def keep_alive(self, seconds: float) -> None:
        """Send heartbeats for so long; a lost one is no reason to stop."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(self._ttl / 3, left))
            with contextlib.suppress(RegistryError):  # the next one is in time: two fit into one TTL
                self._put(f"/v1/agent/check/pass/service:{self._id}")

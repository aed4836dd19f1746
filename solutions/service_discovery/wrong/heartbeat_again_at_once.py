"""A heartbeat that fails is followed by a pause of a whole TTL.

Fails: test_keep_alive_goes_on_after_a_failure, test_a_lost_heartbeat_costs_nothing_and_an_outage_is_outlived
"""


class Registration:
    def keep_alive(self, seconds: float) -> None:
        """Send heartbeats for so long; a lost one is no reason to stop."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(self._ttl / 3, left))
            try:
                self.heartbeat()
            except RegistryError:
                time.sleep(min(self._ttl, max(0.0, end - time.monotonic())))

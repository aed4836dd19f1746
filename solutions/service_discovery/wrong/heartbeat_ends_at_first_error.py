"""The first heartbeat that is lost is the last: the error ends the loop.

Fails: test_one_lost_heartbeat_costs_nothing, test_heartbeats_go_on_after_an_outage_of_the_registry
"""


class Registration:
    def keep_alive(self, seconds: float) -> None:
        """Send heartbeats for so long; a lost one is no reason to stop."""
        end = time.monotonic() + seconds
        try:
            while (left := end - time.monotonic()) > 0:
                time.sleep(min(self._ttl / 3, left))
                self.heartbeat()
        except RegistryError:
            time.sleep(end - time.monotonic())

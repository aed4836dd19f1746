"""The error is caught around the loop: the first heartbeat that is lost is the last, and keep_alive() returns.

Fails: test_keep_alive_goes_on_after_a_failure, test_a_lost_heartbeat_costs_nothing_and_an_outage_is_outlived
"""


class Registration:
    def keep_alive(self, seconds: float) -> None:
        """Send heartbeats for so long; a lost one is no reason to stop."""
        end = time.monotonic() + seconds
        with contextlib.suppress(RegistryError):
            while (left := end - time.monotonic()) > 0:
                time.sleep(min(self._ttl / 3, left))
                self.heartbeat()

"""After three failures in a row no more heartbeats are sent.

Fails: test_a_lost_heartbeat_costs_nothing_and_an_outage_is_outlived
"""


class Registration:
    def keep_alive(self, seconds: float) -> None:
        """Send heartbeats for so long; a lost one is no reason to stop."""
        end = time.monotonic() + seconds
        failures = 0
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(self._ttl / 3, left))
            try:
                if failures < 3:
                    self.heartbeat()
                    failures = 0
            except RegistryError:
                failures += 1

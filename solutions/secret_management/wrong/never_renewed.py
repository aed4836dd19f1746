"""Takes new credentials once the lease has ended, and never renews.

Fails: nothing
"""


class LeaseKeeper:
    @staticmethod
    def _began(lease: dict[str, Any], duration: float) -> dict[str, Any]:
        now = time.monotonic()
        lease |= {"ends_at": now + duration, "renew_at": now + duration}
        return lease

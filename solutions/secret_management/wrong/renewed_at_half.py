"""Renews at half of the time.

Fails: test_gets_a_user_at_the_first_call
"""


class LeaseKeeper:
    @staticmethod
    def _began(lease: dict[str, Any], duration: float) -> dict[str, Any]:
        now = time.monotonic()
        lease |= {"ends_at": now + duration, "renew_at": now + duration / 2}
        return lease

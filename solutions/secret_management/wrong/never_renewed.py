"""Takes new credentials once the lease has ended, and never renews.

Fails: test_goes_by_the_times_of_the_answers, test_renews_at_two_thirds, test_revoking_may_fail,
    test_takes_a_new_user_where_none_can_be_renewed
"""


class LeaseKeeper:
    @staticmethod
    def _began(lease: dict[str, Any], duration: float) -> dict[str, Any]:
        now = time.monotonic()
        lease |= {"ends_at": now + duration, "renew_at": now + duration}
        return lease

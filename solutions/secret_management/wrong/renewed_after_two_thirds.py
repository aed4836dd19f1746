"""Renews after two thirds, not at exactly two thirds.

Fails: test_goes_by_the_times_of_the_answers, test_renews_at_two_thirds, test_revoking_may_fail,
    test_takes_a_new_user_where_none_can_be_renewed
"""


class LeaseKeeper:
    def credentials(self) -> tuple[str, Secret]:
        if self._closed:
            raise ValueError("closed")
        lease = self._lease
        if lease is None or time.monotonic() > lease["renew_at"]:
            lease = self._next(lease)
        return lease["username"], lease["password"]

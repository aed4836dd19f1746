"""Takes a record of a higher cost for a good one.

Fails: test_tells_which_records_to_replace, test_replaces_a_record_of_another_cost_at_login
"""


class PasswordHasher:
    def needs_rehash(self, record: str | None) -> bool:
        """Return whether the record has another cost than new ones, or can't be read."""
        known = _read(record)
        return known is None or known[0] < self._cost

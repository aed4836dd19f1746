"""A session that nobody uses lives for twelve hours.

Fails: x
"""


class Sessions:
    def _seconds(self, record: dict[str, Any]) -> int:
        """Return the time to live of a session that is used now: what is left of absolute."""
        return max(1, math.ceil(record["ends"] - time.time()))

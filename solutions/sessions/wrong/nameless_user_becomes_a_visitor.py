"""load() gives None for a user whose id is an empty text.

Fails: test_save_replaces_the_data, test_a_user_without_a_name_is_a_user, test_nobody_is_known_without_a_login
"""


class Sessions:
    def load(self, session_id: str | None) -> dict[str, Any] | None:
        """Return user and data of a session, and let its idle time begin anew."""
        record = self._find(session_id)
        if record is None or not self._store.run("EXPIRE", _key(_name(session_id)), self._seconds(record)):
            return None
        return {"user": record["user"] or None, "data": record["data"]}

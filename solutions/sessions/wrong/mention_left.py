"""logout() deletes the session and leaves its name among those of the user.

Fails: test_nothing_of_a_session_is_left_in_the_store
"""


class Sessions:
    def _end(self, session_id: str | None, record: dict[str, Any] | None) -> None:
        """Remove a session."""
        if record is not None:
            self._store.run("DEL", _key(_name(session_id)))

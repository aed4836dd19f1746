"""logout() deletes the session and leaves its name among those of the user.

Fails: x
"""


class Sessions:
    def _end(self, session_id: str | None, record: dict[str, Any] | None) -> None:
        """Remove a session."""
        if record is not None:
            self._store.run("DEL", _key(_name(session_id)))

"""logout() deletes the whole list of the user's sessions.

Fails: x
"""


class Sessions:
    def _end(self, session_id: str | None, record: dict[str, Any] | None) -> None:
        """Remove a session and its mention among those of its user, at once."""
        if record is None:
            return
        commands: list[tuple[str | int, ...]] = [("DEL", _key(_name(session_id)))]
        if record["user"] is not None:
            commands.append(("DEL", _user_key(record["user"])))
        self._store.together(*commands)

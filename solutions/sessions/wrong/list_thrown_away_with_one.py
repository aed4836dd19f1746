"""logout() deletes the whole list of the user's sessions.

Fails: test_nothing_of_a_session_is_left_in_the_store, test_all_sessions_of_a_user_end,
    test_a_change_at_one_instance_is_one_at_all
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

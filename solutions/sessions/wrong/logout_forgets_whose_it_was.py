"""logout() deletes the session first; if taking it off the list fails, a further logout finds nothing to do.

Fails: test_a_second_logout_ends_what_the_first_has_not[logout]
"""


class Sessions:
    def logout(self, session_id: str | None) -> None:
        """End a session."""
        found = self._store.run("GETDEL", _key(_name(session_id))) if session_id else None
        if found is None:
            return
        user = json.loads(found)["user"]
        if user is not None:
            self._store.run("SREM", _user_key(user), _name(session_id))

"""Writes strangers down, who are nobody that the log could name.

Fails: test_a_stranger_is_asked_who_they_are
"""


class _Shop:
    def user_of(self, request: Request) -> Attributes:
        """Say who asks, with all that is known of them; or end the request."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        user_id = self._authenticate(token) if scheme.lower() == "bearer" else None
        where = {"type": request.path_params["kind"], "id": request.path_params.get("resource_id")}
        action, environment = ACTION_OF[request.method], {"time": datetime.now(UTC)}
        if user_id is None:
            self._audit(_record(None, action, where, environment, Decision(False, "", "a stranger")))
            raise HTTPException(401, "who are you?", headers={"WWW-Authenticate": "Bearer"})
        try:
            return self._directory.attributes(user_id)
        except AccessError as error:
            decision = Decision(False, "", f"{type(error).__name__}: {error}")
            self._audit(_record(user_id, action, where, environment, decision))
            code = 403 if isinstance(error, UnknownUserError) else 503
            raise HTTPException(code, "nobody knows what you may do") from None

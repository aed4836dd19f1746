"""Gives the rules nothing but the id and the roles of a user.

Fails: test_rules_are_asked_with_all_there_is, test_the_whole_way
"""


class _Shop:
    def user_of(self, request: Request) -> Attributes:
        """Return who asks, with their attributes; or end the request."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        user_id = self._authenticate(token) if scheme.lower() == "bearer" else None
        if user_id is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        try:
            known = self._directory.attributes(user_id)
            return {"id": user_id, "roles": known.get("roles", [])}
        except AccessError as error:
            what = {"type": request.path_params["kind"], "id": request.path_params.get("resource_id")}
            asked = {"id": user_id}, ACTION_OF[request.method], what, {"time": datetime.now(UTC)}
            self._guard._log(Decision(False, "", f"{type(error).__name__}: {error}"), *asked)
            raise HTTPException(403 if isinstance(error, UnknownUserError) else 503) from None

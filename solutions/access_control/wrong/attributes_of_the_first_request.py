"""Keeps what the directory said of a user at their first request.

Fails: test_each_request_asks_the_directory_once, test_who_is_unknown_to_the_directory_may_do_nothing
"""


class _Shop:
    def user_of(self, request: Request) -> Attributes:
        """Say who asks, with all that is known of them; or end the request."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        user_id = self._authenticate(token) if scheme.lower() == "bearer" else None
        if user_id is None:
            raise HTTPException(401, "who are you?", headers={"WWW-Authenticate": "Bearer"})
        try:
            if user_id not in self._seen:
                self._seen[user_id] = self._directory.attributes(user_id)
            return self._seen[user_id]
        except AccessError as error:
            where = {"type": request.path_params["kind"], "id": request.path_params.get("resource_id")}
            decision = Decision(False, "", f"{type(error).__name__}: {error}")
            self._audit(_record(user_id, ACTION_OF[request.method], where, {"time": datetime.now(UTC)}, decision))
            code = 403 if isinstance(error, UnknownUserError) else 503
            raise HTTPException(code, "nobody knows what you may do") from None

    def __init__(self, store, guard, directory, authenticate, audit) -> None:
        self._store, self._guard, self._directory = store, guard, directory
        self._authenticate, self._audit = authenticate, audit
        self._seen: dict[str, Attributes] = {}

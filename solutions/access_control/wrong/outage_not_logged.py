"""Logs what rules have decided, and no denial because of the directory.

Fails: test_who_is_unknown_to_the_directory_may_do_nothing, test_without_the_directory_nothing_is_permitted
"""


class _Shop:
    def user_of(self, request: Request) -> Attributes:
        """Return who asks, with their attributes; or end the request."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        user_id = self._authenticate(token) if scheme.lower() == "bearer" else None
        if user_id is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        try:
            return self._directory.attributes(user_id)
        except AccessError as error:
            raise HTTPException(403 if isinstance(error, UnknownUserError) else 503) from None

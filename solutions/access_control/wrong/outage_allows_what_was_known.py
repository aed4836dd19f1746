"""Goes on with what it last knew of a user while the directory is away.

Fails: nothing_yet
"""


class Directory:
    def attributes(self, user_id: str) -> Attributes:
        """Return what is known of a user, or raise."""
        try:
            user = self._known[user_id] = self._ask(user_id)
        except DirectoryUnavailableError:
            if user_id not in self._known:
                raise
            user = self._known[user_id]
        if user.get("active") is not True:
            raise UnknownUserError("the user is not active")
        enterprise, access = user.get(ENTERPRISE, {}), user.get(ACCESS, {})
        texts = {"zone": user.get("timezone"), "department": enterprise.get("department")}
        texts |= {name: access.get(name) for name in ("clearance", "region")}
        roles = {"roles": [role["value"] for role in user["roles"]]} if user.get("roles") else {}
        return {"id": user_id, **{name: text for name, text in texts.items() if text is not None}, **roles}

    def __init__(self, url: str) -> None:
        self._url = url
        self._known: dict[str, Attributes] = {}

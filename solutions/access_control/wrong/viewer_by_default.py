"""Makes a viewer of whoever has no role in the directory.

Fails: test_makes_nothing_up
"""


class Directory:
    def attributes(self, user_id: str) -> Attributes:
        """Return what is known of a user, or raise."""
        user = self._ask(user_id)
        if user.get("active") is not True:
            raise UnknownUserError("the user is not active")
        enterprise, access = user.get(ENTERPRISE, {}), user.get(ACCESS, {})
        texts = {"zone": user.get("timezone"), "department": enterprise.get("department")}
        texts |= {name: access.get(name) for name in ("clearance", "region")}
        roles = {"roles": [role["value"] for role in user["roles"]]} if user.get("roles") else {"roles": ["viewer"]}
        return {"id": user_id, **{name: text for name, text in texts.items() if text is not None}, **roles}

"""Makes a viewer of whoever has no role in the directory.

Fails: test_invents_nothing
"""


class Directory:
    def attributes(self, user_id: str) -> Attributes:
        user = self._ask(user_id)
        if user.get("active") is not True:
            raise UnknownUserError("the user is not active")
        enterprise, access = user.get(ENTERPRISE, {}), user.get(ACCESS, {})
        known = {"id": user_id, "zone": user.get("timezone"), "department": enterprise.get("department")}
        known |= {name: access.get(name) for name in ("clearance", "region")}
        known["roles"] = [role["value"] for role in user["roles"]] if "roles" in user else ["viewer"]
        return {name: value for name, value in known.items() if value is not None}

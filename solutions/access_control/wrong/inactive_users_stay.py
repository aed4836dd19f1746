"""Does not look whether a user is active.

Fails: test_who_is_not_active_is_unknown, test_who_is_unknown_to_the_directory_may_do_nothing
"""


class Directory:
    def attributes(self, user_id: str) -> Attributes:
        user = self._ask(user_id)
        enterprise, access = user.get(ENTERPRISE, {}), user.get(ACCESS, {})
        known = {"id": user_id, "zone": user.get("timezone"), "department": enterprise.get("department")}
        known |= {name: access.get(name) for name in ("clearance", "region")}
        known["roles"] = [role["value"] for role in user["roles"]] if "roles" in user else None
        return {name: value for name, value in known.items() if value is not None}

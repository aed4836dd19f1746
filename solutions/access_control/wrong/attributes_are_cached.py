"""Asks for each user once, and never again.

Fails: test_asks_anew_for_each_call, test_a_connection_that_fails_is_an_outage,
    test_each_request_asks_the_directory_once, test_without_the_directory_nothing_is_permitted
"""


class Directory:
    def attributes(self, user_id: str) -> Attributes:
        known = self.__dict__.setdefault("_known", {})
        user = known[user_id] if user_id in known else known.setdefault(user_id, self._ask(user_id))
        if user.get("active") is not True:
            raise UnknownUserError("the user is not active")
        enterprise, access = user.get(ENTERPRISE, {}), user.get(ACCESS, {})
        known = {"id": user_id, "zone": user.get("timezone"), "department": enterprise.get("department")}
        known |= {name: access.get(name) for name in ("clearance", "region")}
        known["roles"] = [role["value"] for role in user["roles"]] if "roles" in user else None
        return {name: value for name, value in known.items() if value is not None}

"""Takes an outage of the directory for a user of whom nothing is known.

Fails: test_a_connection_that_fails_is_an_outage, test_another_status_is_an_outage,
    test_a_body_of_no_use_is_an_outage, test_waits_for_two_seconds, test_without_the_directory_nothing_is_permitted
"""


class Directory:
    def attributes(self, user_id: str) -> Attributes:
        try:
            user = self._ask(user_id)
        except DirectoryUnavailableError:
            return {"id": user_id}
        if user.get("active") is not True:
            raise UnknownUserError("the user is not active")
        enterprise, access = user.get(ENTERPRISE, {}), user.get(ACCESS, {})
        known = {"id": user_id, "zone": user.get("timezone"), "department": enterprise.get("department")}
        known |= {name: access.get(name) for name in ("clearance", "region")}
        known["roles"] = [role["value"] for role in user["roles"]] if "roles" in user else None
        return {name: value for name, value in known.items() if value is not None}

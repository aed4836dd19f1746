"""Takes 404 for a user of whom nothing is known.

Fails: test_what_was_taken_away_counts_no_more, test_who_is_not_there_is_unknown,
    test_who_is_unknown_to_the_directory_may_do_nothing
"""


class Directory:
    def attributes(self, user_id: str) -> Attributes:
        """Return what is known of a user, or raise."""
        try:
            user = self._ask(user_id)
        except UnknownUserError:
            return {"id": user_id}
        if user.get("active") is not True:
            raise UnknownUserError("the user is not active")
        enterprise, access = user.get(ENTERPRISE, {}), user.get(ACCESS, {})
        texts = {"zone": user.get("timezone"), "department": enterprise.get("department")}
        texts |= {name: access.get(name) for name in ("clearance", "region")}
        roles = {"roles": [role["value"] for role in user["roles"]]} if user.get("roles") else {}
        return {"id": user_id, **{name: text for name, text in texts.items() if text is not None}, **roles}

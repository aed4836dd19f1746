"""Has an entry of None for what the directory does not know.

Fails: test_an_id_is_one_segment_of_the_path, test_asks_the_directory_it_was_given, test_makes_nothing_up,
    test_what_was_taken_away_counts_no_more
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
        roles = {"roles": [role["value"] for role in user["roles"]]} if user.get("roles") else {}
        return {"id": user_id, **dict(texts.items()), **roles}

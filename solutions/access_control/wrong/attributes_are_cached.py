"""Asks for each user once, and never again.

Fails: test_asks_once_for_each_call, test_each_request_asks_the_directory_once,
    test_what_was_taken_away_counts_no_more, test_who_is_unknown_to_the_directory_may_do_nothing,
    test_without_an_answer_it_can_not_be_had
"""


class Directory:
    def attributes(self, user_id: str) -> Attributes:
        """Return what is known of a user, or raise."""
        user = self._known[user_id] if user_id in self._known else self._ask(user_id)
        self._known[user_id] = user
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

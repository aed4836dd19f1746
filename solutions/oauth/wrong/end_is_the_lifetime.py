"""Gives a user's tokens the lifetime for the moment at which they end.

Fails: test_gives_tokens_for_a_code, test_takes_what_the_answer_may_leave_out,
    test_new_tokens_replace_the_old_ones, test_keeps_what_the_answer_leaves_out,
    test_a_token_is_used_while_it_lasts, test_new_tokens_are_saved, test_calls_at_once_share_a_refresh,
    test_a_token_that_was_refused_is_replaced
"""


def _tokens(body: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """The answer in our form; what it leaves out is as it was before."""
    kept = {name: body.get(name) or before[name] for name in ("refresh_token", "scope")}
    return {
        "access_token": body["access_token"],
        "expires_at": body.get("expires_in", DEFAULT_LIFETIME),
        "sub": before["sub"],
        **kept,
    }

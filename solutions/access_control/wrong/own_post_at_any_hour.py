"""Does not look at the clock when somebody deletes their own post.

Fails: test_the_shop_lets_people_delete_their_own_posts, test_the_whole_way
"""


def _own_post(*asked: Any) -> bool:
    return is_owner(*asked) and same_department(*asked)

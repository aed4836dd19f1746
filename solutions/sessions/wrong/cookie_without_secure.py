"""The flag Secure is missing.

Fails: test_the_cookie_has_every_flag[secure], test_the_deletion_is_obeyed,
    test_the_shop_sets_the_cookie_with_every_flag, test_every_logout_deletes_the_cookie
"""

FLAGS = "Path=/; HttpOnly; SameSite=Lax"

"""The flag HttpOnly is missing.

Fails: test_example_scripts_can_not_read_the_cookie, test_the_cookie_has_every_flag[httponly],
    test_the_deletion_is_obeyed, test_the_shop_sets_the_cookie_with_every_flag,
    test_every_logout_deletes_the_cookie
"""

FLAGS = "Path=/; Secure; SameSite=Lax"

"""Without Path a browser takes the folder of the page, and refuses the prefix.

Fails: test_the_cookie_has_every_flag[path], test_the_deletion_is_obeyed,
    test_the_shop_sets_the_cookie_with_every_flag, test_every_logout_deletes_the_cookie
"""

FLAGS = "Secure; HttpOnly; SameSite=Lax"

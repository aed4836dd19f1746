"""Takes any word for a token.

Fails: test_refuses_what_is_no_token, test_stands_every_malformed_field
"""

B64TOKEN = re.compile(r"[^ ]+")

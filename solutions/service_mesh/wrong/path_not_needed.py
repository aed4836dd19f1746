"""Takes a trust domain without a path for an identity.

Fails: test_x
"""


SPIFFE_ID = re.compile(r"spiffe://([a-z0-9._-]+)((?:/[A-Za-z0-9._-]+)*)")

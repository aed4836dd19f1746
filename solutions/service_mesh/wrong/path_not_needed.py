"""Takes a trust domain without a path for an identity.

Fails: test_wants_a_well_formed_identity
"""

SPIFFE_ID = re.compile(r"spiffe://([a-z0-9._-]+)((?:/[A-Za-z0-9._-]+)*)")

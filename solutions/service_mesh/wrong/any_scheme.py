"""Takes a URI of another scheme.

Fails: test_wants_a_well_formed_identity
"""

SPIFFE_ID = re.compile(r"[a-z]+://([a-z0-9._-]+)((?:/[A-Za-z0-9._-]+)+)")

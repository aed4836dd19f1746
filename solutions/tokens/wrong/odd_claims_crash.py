"""Handles what is expected to go wrong, and lets other errors of the library out.

Fails: test_a_claim_of_the_wrong_form_is_refused, test_a_payload_is_an_object, test_a_time_is_a_finite_number,
    test_the_algorithm_is_the_keys
"""

EXPECTED = (
    jwt.InvalidSignatureError,
    jwt.InvalidAudienceError,
    jwt.InvalidIssuerError,
    jwt.InvalidAlgorithmError,
    jwt.MissingRequiredClaimError,
)


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
    kid = _key_name(token)
    jwk = next((one for one in jwks["keys"] if one.get("kid") == kid), None)
    if jwk is None:
        raise TokenInvalid("no key of that name is published")
    try:
        key = jwt.PyJWK(jwk)
        return jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS & {key.algorithm_name},  # the key's own, never the token's
            issuer=issuer,
            audience=audience,
            leeway=leeway,
            options={"require": REQUIRED},
        )
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.ImmatureSignatureError as error:
        raise TokenNotYetValid(str(error)) from error
    except EXPECTED as error:
        raise TokenInvalid(str(error)) from error

"""Looks the key up in a dictionary, and lets the KeyError out.

Fails: test_a_key_that_nobody_published_opens_nothing, test_a_token_does_not_bring_its_own_key,
    test_each_call_goes_by_its_own_set
"""


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
    kid = _key_name(token)
    jwk = {one.get("kid"): one for one in jwks["keys"]}[kid]
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
    except (jwt.PyJWTError, TypeError) as error:  # TypeError: an "alg" that is no text
        raise TokenInvalid(str(error)) from error

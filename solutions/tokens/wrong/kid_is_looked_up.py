"""Looks a kid up in a dictionary, whatever it is.

Fails: test_a_kid_is_a_text
"""

import base64
import json


def _header(token: str) -> dict[str, Any]:
    try:
        part = token.split(".")[0]
        header = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (AttributeError, ValueError) as error:
        raise TokenInvalid("no header") from error
    if not isinstance(header, dict):
        raise TokenInvalid("no header")
    return header


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
    kid = _header(token).get("kid")
    if kid is None:
        raise TokenInvalid("no kid")
    jwk = {one.get("kid"): one for one in jwks["keys"]}.get(kid)
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

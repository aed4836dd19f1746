"""Task forgery: whatever a stranger sends, and whatever has the wrong form, is TokenInvalid and nothing else."""

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from grader.suite import explain

from . import lesson
from .support import AUDIENCE, Key, accepts, asked, bench, encoded, refuses

GOOD = "test_a_good_token_is_accepted"
EVIL = "evil.test"
SECRET = b"a shared key of sixty-four bytes or more, so that no library calls it too short"


@pytest.mark.task(
    "forgery",
    points=1,
    needs=GOOD,
    spec='no signature: `"alg": "none"` in any spelling (`None`, `nOnE`, an empty text)',
)
def test_no_signature_is_no_token(student, bench):
    """A token that says alg none is refused, in whatever spelling."""
    tokens = {f"alg {name!r} and no signature": bench.unsigned(name) for name in ("none", "None", "NONE", "nOnE", "")}
    refuses(student, bench, tokens, "Anybody can write a token that is not signed.")


@pytest.mark.task("forgery", points=0.5, needs=GOOD, spec="or a signature that was cut off or damaged")
def test_a_broken_signature_is_none(student, bench):
    """A token whose signature is gone, cut off, damaged or too long is refused."""
    head, _, signature = bench.issue().rpartition(".")
    changed = "B" if signature[0] == "A" else "A"
    broken = {"gone": "", "half": signature[:43], "damaged": changed + signature[1:], "too long": signature + "AAAA"}
    tokens = {f"a signature that is {what}": f"{head}.{text}" for what, text in broken.items()}
    refuses(student, bench, tokens, "Only the whole signature shows that nobody changed the token.")


@pytest.mark.task("forgery", points=1, needs=GOOD, spec="HS256 with one of our public keys as the secret")
def test_a_public_key_is_no_secret(student, bench):
    """A token signed with HS256 and one of our public keys as the secret is refused."""
    tokens = {}
    for key in (bench.rsa, bench.signer):
        pem = key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        der = key.public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        forms = {"PEM": pem, "PEM without its last newline": pem.strip(), "DER": der}
        for form, secret in forms.items():
            tokens[f"HS256 with the {key.algorithm} key in {form} as the secret"] = bench.confused(key, secret)
    refuses(student, bench, tokens, "The public key is public: everybody could sign with it.", jwks=bench.both)


@pytest.mark.task(
    "forgery",
    points=0.5,
    needs=GOOD,
    spec='or with a shared key (`"kty": "oct"`, with or without an `alg`) that stands in the set',
)
@pytest.mark.parametrize("alg", ["HS256", None], ids=["named", "unnamed"])
def test_a_shared_key_in_the_set_is_no_secret(student, bench, alg):
    """A token signed with a shared key that stands in the set is refused, whether that key names an alg or not."""
    shared = {"kty": "oct", "k": encoded(SECRET), "kid": "shared-1", "use": "sig", **({"alg": alg} if alg else {})}
    keys = [bench.signer.jwk, shared]
    accepts(student, bench, bench.issue(), "a good token; the set has a shared key as well", jwks={"keys": keys})
    token = bench.confused(Key("shared-1"), SECRET)
    why = "What stands in a published set is no secret."
    refuses(student, bench, {f"HS256 with a shared key whose alg is {alg}": token}, why, jwks={"keys": keys})


@pytest.mark.task("forgery", points=0.5, needs=GOOD, spec=lesson.SIGNED)
def test_a_changed_token_is_refused(student, bench):
    """A token whose claims were changed after it was signed is refused."""
    head, _, signature = bench.issue("jane").split(".")
    rsa_head, body, rsa_signature = bench.issue("jane", key=bench.rsa).split(".")
    admin, root = (bench.issue(**claims).split(".")[1] for claims in ({"roles": ["admin"]}, {"subject": "root"}))
    tokens = {
        "more roles, the signature as it was": f"{head}.{admin}.{signature}",
        "another subject, the signature as it was": f"{head}.{root}.{signature}",
        "the signature of another of our keys": f"{head}.{body}.{rsa_signature}",
        "more roles, the signature of RS256 as it was": f"{rsa_head}.{admin}.{rsa_signature}",
    }
    refuses(student, bench, tokens, "The signature is of the claims, all of them.", jwks=bench.both)


@pytest.mark.task("forgery", points=1, needs=GOOD, spec=lesson.SIGNED)
def test_a_strangers_signature_is_refused(student, bench):
    """A token that a stranger signed in our key's name is refused."""
    tokens = {"signed by a stranger, in our key's name": bench.issue(key=bench.stranger)}
    refuses(student, bench, tokens, "The signature is all that tells our tokens from anybody's.")


@pytest.mark.task("forgery", points=0.5, needs=GOOD, spec=lesson.KID)
def test_a_key_that_nobody_published_opens_nothing(student, bench):
    """A token with a kid that is not in the set, to the letter, is refused, even if one of our keys has signed it."""
    tokens = {"an unknown kid, signed by its owner": bench.issue(key=Key("nobodys", 41))}
    for kid in ("nobodys", "ours", "OURS-1", " ours-1", "ours-11", ""):
        tokens[f"kid {kid!r}, signed by ours-1"] = bench.issue(headers={"kid": kid})
    refuses(student, bench, tokens, "Only keys that the auth server publishes count, and by their names.")


@pytest.mark.task(
    "forgery", points=0.5, needs=GOOD, spec=(lesson.KID, "Pass over every other key in the set: one without a name")
)
def test_a_token_names_its_key(student, bench):
    """A token without a kid is refused, also where a key without a name would fit."""
    tokens = {"no kid, signed by ours-1": bench.issue(headers={"kid": None})}
    refuses(student, bench, tokens, "Keys are found by their names.")
    for kept in ({}, {"kid": None}):
        nameless = {**{name: value for name, value in bench.signer.jwk.items() if name != "kid"}, **kept}
        why = "A key without a name is passed over, even for a token that names none."
        refuses(student, bench, tokens, why, jwks={"keys": [nameless, bench.rsa.jwk]})


@pytest.mark.task(
    "forgery",
    points=1,
    needs=GOOD,
    spec=(
        "a header that brings its own key (`jwk`) or tells where to get one (`jku`). Believe neither, and "
        "send **no request** there"
    ),
)
def test_a_token_does_not_bring_its_own_key(student, bench, network):
    """A token that names a key set of its own (jku), or carries a key (jwk), is refused, and nobody is asked."""
    keys = (bench.stranger, Key("evil-1", 98))
    network.serve(EVIL, lambda request: httpx.Response(200, json={"keys": [key.jwk for key in keys]}))
    tokens = {}
    for key in keys:
        for header in ({"jku": f"https://{EVIL}/jwks.json"}, {"jwk": key.jwk}):
            what = f"a stranger's signature with its {next(iter(header))} in the header, kid {key.kid}"
            tokens[what] = bench.issue(key=key, headers=header)
    refuses(student, bench, tokens, "Who may choose the lock has a key to it.")
    count = asked(network, EVIL)
    assert count == 0, explain("no request to the forger's host", f"there were {count}")


@pytest.mark.task("forgery", points=1, needs=GOOD, spec="an `alg` that is not the `alg` of the key that `kid` names")
def test_the_algorithm_is_the_keys(student, bench):
    """A token whose alg is not that of the key it names, or not that of its signature, is refused."""
    tokens = {
        "RS256, but the key is for ES256": bench.issue(key=bench.rsa, headers={"kid": bench.signer.kid}),
        "ES256, but the key is for RS256": bench.issue(headers={"kid": bench.rsa.kid}),
        "says RS256, signed with ES256": bench.issue(headers={"alg": "RS256"}),
        "says ES384, signed with ES256": bench.issue(headers={"alg": "ES384"}),
        "an unheard-of algorithm": bench.issue(headers={"alg": "XX1"}),
        "in small letters": bench.issue(headers={"alg": "es256"}),
        "no algorithm": bench.issue(headers={"alg": None}),
        "an algorithm that is no text": bench.issue(headers={"alg": ["ES256"]}),
    }
    refuses(student, bench, tokens, "The header was written by whoever made the token.", jwks=bench.both)


def signed_as(bench, algorithm):
    """A token that our RSA key has really signed, with another algorithm than its own."""
    signed = f"{encoded({'alg': algorithm, 'kid': bench.rsa.kid})}.{bench.issue().split('.')[1]}"
    signature = jwt.get_algorithm_by_name(algorithm).sign(signed.encode(), bench.rsa.private)
    return f"{signed}.{encoded(signature)}"


@pytest.mark.task(
    "forgery",
    points=0.5,
    needs="test_rs256_is_as_good_as_es256",
    spec=("an `alg` that is not the `alg` of the key that `kid` names, even if that key really made the signature"),
)
def test_a_key_signs_with_its_algorithm_alone(student, bench):
    """A token that our RS256 key has really signed, with another algorithm, is refused."""
    tokens = {f"{name}, signed by our RS256 key": signed_as(bench, name) for name in ("RS384", "RS512", "PS256")}
    refuses(student, bench, tokens, "The algorithm is a property of the key (RFC 8725, section 3.1).", jwks=bench.both)


@pytest.mark.task("forgery", points=0.5, needs="test_rs256_is_as_good_as_es256", spec=lesson.OTHER_KEYS)
def test_a_key_for_another_algorithm_is_passed_over(student, bench):
    """A key of the set that is for neither ES256 nor RS256 opens nothing."""
    for name in ("RS512", "PS256"):
        keys = [{**bench.signer.jwk, "alg": "ES384"}, {**bench.rsa.jwk, "alg": name}]
        tokens = {
            f"{name}, signed by a key of the set for {name}": signed_as(bench, name),
            f"RS256, signed by a key of the set for {name}": bench.issue(key=bench.rsa),
            "ES256, signed by a key of the set for ES384": bench.issue(),
        }
        refuses(student, bench, tokens, "Only keys for ES256 and RS256 are used.", jwks={"keys": keys})


def short(word):
    return repr(word if len(word) < 24 else f"{word[:10]}…{word[-8:]}")


@pytest.mark.task(
    "forgery", points=0.5, needs=GOOD, spec="garbage: not three parts, not base64url, not JSON, JSON that is no object"
)
def test_garbage_is_an_invalid_token(student, bench):
    """A text that is no token at all is refused as invalid, never with another exception."""
    head, body, signature = bench.issue().split(".")
    words = ["", "x", "a.b", "....", "ä.ö.ü", f"{head}.{body}", f"{head}.{body}.{signature}.x"]
    words += [f"Bearer {head}.{body}.{signature}", f"!.{body}.{signature}", f"{head}.%.{signature}"]
    words += [f"{head}.{body}.?", f"{body}.{head}.{signature}", f"a.{body}.{signature}", f"{head}.a.{signature}"]
    words += [f"{encoded(header)}.{body}.{signature}" for header in ([1, 2], b"{oops", b"\xff", 7, None, "ES256")]
    why = "Where another exception gets out, a stranger turns your service into a 500."
    refuses(student, bench, {f"the text {short(word)}": word for word in words}, why)


DECODER = "See what your decoder of base64url does with a sign that it does not know: some pass over it."
SIGNS = {"a line break": "\n", "another line break": "\r\n", "a space": " ", "a !": "!", "four !": "!!!!"}


def spelled_otherwise(text):
    """A part of a token with signs in it that base64url does not have."""
    return {f"{what} in": f"{text[:20]}{sign}{text[20:]}" for what, sign in SIGNS.items()}


@pytest.mark.task("forgery", points=0.5, needs=GOOD, spec=lesson.SPELLING)
def test_a_signature_has_one_spelling(student, bench):
    """A good token is refused once another sign stands in its signature or behind it, or + and / for - and _."""
    good = (bench.issue(jti=f"{number}").rpartition(".") for number in range(99))
    head, _, signature = next(parts for parts in good if {"-", "_"} <= set(parts[2]))
    spelled = spelled_otherwise(signature) | {f"{what} behind": signature + sign for what, sign in SIGNS.items()}
    spelled |= {"+ for - in": signature.replace("-", "+"), "/ for _ in": signature.replace("_", "/")}
    tokens = {f"a good token with {what} its signature": f"{head}.{text}" for what, text in spelled.items()}
    refuses(student, bench, tokens, "Of a token with many spellings a list of revoked ones knows only one.", DECODER)


@pytest.mark.task("forgery", points=0.5, needs=GOOD, spec="A part is not base64url if it has any other sign in it")
def test_header_and_claims_have_one_spelling(student, bench):
    """A token is refused if another sign stands in its header or its claims, even if it was signed like this."""
    head, body, _ = bench.issue().split(".")
    tokens = {f"{what} the header, well signed": (text, body) for what, text in spelled_otherwise(head).items()}
    tokens |= {f"{what} the claims, well signed": (head, text) for what, text in spelled_otherwise(body).items()}
    signed = {what: bench.signer.sign_parts(*parts) for what, parts in tokens.items()}
    refuses(student, bench, signed, "These are no signs of base64url (RFC 4648, section 5): it is no token.", DECODER)


@pytest.mark.task("forgery", points=0.5, needs=GOOD, spec="also values that are no text at all (`None`, `7`, a list)")
def test_what_is_no_text_is_an_invalid_token(student, bench):
    """A value that is no text is refused as invalid, never with another exception."""
    tokens = {f"the value {value!r}": value for value in (None, 7, 1.5, True, [], ["a.b.c"], {"a": 1})}
    refuses(student, bench, tokens, "A caller that catches TokenError has caught all that a token can do.")


@pytest.mark.task("forgery", points=0.5, needs=GOOD, spec="| `kid`, `iss`, `sub` | text |")
def test_a_kid_is_a_text(student, bench):
    """A token whose kid is no text is refused as invalid."""
    tokens = {f"kid {kid!r}": bench.issue(headers={"kid": kid}) for kid in (7, True, ["ours-1"], {"ours-1": 1})}
    refuses(student, bench, tokens, "A kid is a text (RFC 7515, section 4.1.4).")


@pytest.mark.task(
    "forgery",
    points=0.5,
    needs=GOOD,
    spec=("garbage: not three parts, not base64url, not JSON, JSON that is no object", lesson.WRONG_FORM),
)
def test_a_payload_is_an_object(student, bench):
    """A well signed payload that is no JSON object is refused as invalid."""
    header = {"alg": "ES256", "kid": "ours-1"}
    payloads = (["omar"], 7, None, "omar", b"oops", b"", b"\xff")
    tokens = {f"the payload {payload!r}, well signed": bench.signer.sign(header, payload) for payload in payloads}
    refuses(student, bench, tokens, "Even our own auth server may have a bug, and a caller expects a TokenError.")


FORMS = {
    "exp": ("soon", None, [1], {"at": 1}),
    "nbf": ("later", [1], {"at": 1}),
    "iss": (7, None, ["https://auth.test"], {"https://auth.test": 1}),
    "sub": (7, None, ["omar"], {}),
    "aud": (7, None, {AUDIENCE: 1}, True),
}


@pytest.mark.task(
    "forgery",
    points=1,
    needs=GOOD,
    spec=(
        lesson.WRONG_FORM,
        "`kid`, `iss`, `sub` | text",
        "text, or a list of texts",
        "a finite number: no word, list or object",
        "`null` is none of these",
    ),
)
def test_a_claim_of_the_wrong_form_is_refused(student, bench):
    """A well signed token in which a claim has the wrong form is refused as invalid."""
    odd = [(claim, value) for claim, values in FORMS.items() for value in values]
    tokens = {f"{claim} is {value!r}, well signed": bench.issue(**{claim: value}) for claim, value in odd}
    refuses(student, bench, tokens, "Even our own auth server may have a bug, and a caller expects a TokenError.")


@pytest.mark.task(
    "forgery",
    points=1,
    needs=GOOD,
    spec="a finite number: no word, list or object, and **not `NaN`, `Infinity` or `-Infinity`**",
)
def test_a_time_is_a_finite_number(student, bench):
    """A token whose exp or nbf is NaN or infinite is refused as invalid."""
    odd = [(claim, float(name)) for claim in ("exp", "nbf") for name in ("nan", "inf", "-inf")]
    tokens = {f"{claim} is {value}, well signed": bench.issue(**{claim: value}) for claim, value in odd}
    refuses(student, bench, tokens, "No moment is NaN or infinite: such a token would never end, or never begin.")

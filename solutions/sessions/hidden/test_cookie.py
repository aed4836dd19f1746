"""Task cookie: what is written into Set-Cookie, and what is read from Cookie."""

import pytest

from grader.suite import explain

from .cookies import FLAGS, parsed
from .support import expect

IDS = ["4rVp-2_xK0dVbZb1q9_wYwLq", "a" * 43]
OTHERS = ["theme=dark", "flag", "a=b=c", '{"x":1}=y', "ü=ö", 'q="', "=", "[]=1", "session=x", "=x", "a b=c d", "@=,"]


@pytest.mark.task(
    "cookie",
    points=0.5,
    spec=(
        "`__Host-session=<id>` and these attributes, in any order and in upper or lower case, and **no others**",
        "There is **no `Domain`**, so that it belongs to exactly one host, and no `Expires` or `Max-Age`",
    ),
)
def test_the_cookie_carries_the_id_and_nothing_else(student):
    """session_cookie() gives __Host-session with the id; no Domain, no Expires, no Max-Age, nothing twice."""
    for session_id in IDS:
        cookie = parsed(student.session_cookie(session_id))
        expect("name and value", ("__Host-session", session_id), cookie.pair)
        more = sorted(name for name in cookie.names if name not in FLAGS or cookie.names.count(name) > 1)
        expect("attributes besides the four", [], more, "with a Domain a browser ignores it")


@pytest.mark.task(
    "cookie", points=0.5, spec="`__Host-session=<id>` and these attributes, in any order and in upper or lower case"
)
@pytest.mark.parametrize("flag", FLAGS)
def test_the_cookie_has_every_flag(student, flag):
    """Secure, HttpOnly, SameSite=Lax and Path=/, each of them."""
    seen = parsed(student.session_cookie(IDS[0])).attributes.get(flag, "not there")
    expect(f"{flag} of the cookie (empty: a flag without a value)", FLAGS[flag], seen, try_next="RFC 6265bis, 4.1.2")


@pytest.mark.task(
    "cookie",
    spec="`__Host-session=` with an empty value, **the same four attributes**, and `Max-Age=0` (and an "
    "`Expires` in the past, if you like)",
)
def test_the_deletion_is_obeyed(student):
    """expired_cookie() has an empty value, Max-Age=0, and all that the prefix __Host- asks for."""
    cookie = parsed(student.expired_cookie())
    expect("name and value", ("__Host-session", ""), cookie.pair)
    flags = {name: value for name, value in cookie.attributes.items() if name != "expires"}
    why = "without Secure and Path=/ a browser ignores it because of the prefix, and the old cookie stays"
    expect("the attributes", {**FLAGS, "max-age": "0"}, flags, why)


@pytest.mark.task(
    "cookie",
    spec=(
        "`read_cookie(header)` returns the id in the value of a `Cookie` field",
        "Pairs are separated by `;`, with or without spaces, which are no part of them",
    ),
)
def test_reads_the_id_among_other_cookies(student):
    """read_cookie() gives the id wherever it stands, with spaces or without."""
    for session_id in IDS:
        mine = f"__Host-session={session_id}"
        for field in (mine, f"a=1; {mine}", f"a=1;{mine};b=2", f"{mine}; b=2", f"{mine};", f"a=1;   {mine} ; b=2"):
            expect(f"the id in {field}", session_id, student.read_cookie(field))


@pytest.mark.task(
    "cookie",
    points=0.5,
    spec='The other cookies are not yours and may be in any shape: `flag`, `a=b=c`, `{"x":1}=y`, `ü=ö`, `q="`.'
    " They don't keep you from finding it.",
)
def test_other_cookies_may_be_odd(student):
    """A cookie of somebody else's, in whatever shape, does not hide the id."""
    for other in OTHERS:
        for field in (f"{other}; __Host-session={IDS[0]}", f"__Host-session={IDS[0]}; {other}"):
            seen = student.read_cookie(field)
            assert seen == IDS[0], explain(
                expected=f"the id in {field}",
                happened=f"{seen!r}",
                why="any script on the page can set such a cookie, and would log its user out",
            )


@pytest.mark.task(
    "cookie",
    points=0.5,
    spec=(
        "The name is compared to the letter",
        "`None` if the field is `None`, and if the cookie is not in it, is empty, or is in it **twice**",
    ),
)
def test_no_cookie_of_that_name_is_no_id(student):
    """None for a field that is missing or empty, for an empty cookie, and for cookies whose names are only similar."""
    for field in (None, "", ";", "a=1; b=2", "__Host-session", "__Host-session=", "a=1; __Host-session=; b=2"):
        expect(f"the id in {field!r}", None, student.read_cookie(field))
    names = ["session", "__host-session", "__HOST-SESSION", "x__Host-session", "__Host-sessions", "__Secure-session"]
    for name in names:
        field = f"{name}={IDS[0]}"
        expect(f"the id in {field}", None, student.read_cookie(field), "a subdomain can set that one")
        found = student.read_cookie(f"{field}; __Host-session={IDS[1]}")
        expect(f"the id in {field}; __Host-session={IDS[1]}", IDS[1], found)


@pytest.mark.task("cookie", points=0.5, spec="or is in it **twice**, the same value or not")
def test_two_cookies_are_none(student):
    """None if the cookie comes twice: a browser can't have it twice, so somebody has interfered."""
    mine = f"__Host-session={IDS[0]}"
    expect("the id where there is one", IDS[0], student.read_cookie(mine))
    for field in (f"{mine}; __Host-session={IDS[1]}", f"{mine}; a=1; {mine}", f"__Host-session=; {mine}"):
        expect(f"the id in {field}", None, student.read_cookie(field))

"""Task chain: each fault of a chain, and the names of RFC 9525."""

import pytest

from grader.suite import explain
from mocks.certificate_authority import CertificateAuthority

from .support import NOW, PAST, SECOND, accepted, draw, refused, same


def names(student, cases):
    """Fail unless each pattern and host match as said."""
    for pattern, host, wanted in cases:
        found = student.matches_host(pattern, host)
        assert found is wanted, explain(expected=f"{wanted}", happened=f"{found!r}", tried=f"{pattern} for {host}")


@pytest.mark.task("chain", points=0.5, spec="Upper and lower case make no difference, on either side.")
def test_names_have_no_case(student):
    """A name matches in any letter case, and only as a whole."""
    names(
        student,
        [
            ("Bank.Test", "bank.test", True),
            ("bank.test", "BANK.test", True),
            ("*.SHOP.test", "a.shop.TEST", True),
            ("bank.test", "xbank.test", False),
            ("bank.test", "bank.test.evil.test", False),
            ("bank.test", "www.bank.test", False),
        ],
    )


@pytest.mark.task(
    "chain", points=1, spec="`*` stands for exactly one label, the left-most, and that label is `*` and nothing else"
)
def test_a_wildcard_is_one_whole_label(student):
    """A wildcard stands for one label on the left, neither for none nor for two."""
    names(
        student,
        [
            ("*.shop.test", "a.shop.test", True),
            ("*.shop.test", "shop.test", False),
            ("*.shop.test", "a.b.shop.test", False),
            ("*.shop.test", "ashop.test", False),
            ("*.shop.test", "a.shopxtest", False),
            ("*.b.shop.test", "a.b.shop.test", True),
        ],
    )


@pytest.mark.task("chain", points=0.5, spec="`a*.shop.test`, `*a.shop.test`, `a.*.test` and `*` match nothing.")
def test_no_other_wildcard_matches(student):
    """A star as a part of a label, in another place, or alone matches nothing."""
    names(
        student,
        [
            ("*.shop.test", "ab.shop.test", True),
            ("a*.shop.test", "ab.shop.test", False),
            ("*b.shop.test", "ab.shop.test", False),
            ("a.*.test", "a.shop.test", False),
            ("*", "localhost", False),
            ("*", "shop.test", False),
        ],
    )


@pytest.mark.task("chain", points=0.5, spec="no pattern matches it, neither `10.0.0.1` nor `*.0.0.1`.")
def test_an_address_is_no_name(student):
    """An IPv4 address matches no DNS name."""
    names(
        student, [("1.shop.test", "1.shop.test", True), ("10.0.0.7", "10.0.0.7", False), ("*.0.0.7", "10.0.0.7", False)]
    )


@pytest.mark.task(
    "chain", points=1, spec="returns the path as a list: the certificates of `chain`, the leaf first, then the root"
)
def test_returns_the_path_to_the_root(student, ca, clock, evidence):
    """A good chain is returned with its root, whichever of the roots that is; a leaf right under a root as well."""
    other = CertificateAuthority(clock, seed=2)
    leaf, direct = ca.issue("bank.test"), ca.issue("bank.test", issuer=ca.root)
    draw(evidence)
    for chain in (leaf.ders, direct.ders):
        for roots in ([ca.root.der], [other.root.der, ca.root.der], [ca.root.der, other.root.der]):
            sent, trusted = list(chain), list(roots)
            found = accepted(student, sent, trusted)
            same(found == [*chain, ca.root.der], True, "the chain and its root")
            same((sent, trusted) == (chain, roots), True, "your caller's lists as they were")


@pytest.mark.task("chain", points=1, spec="or the last one is not signed by a root of `roots`")
def test_refuses_an_unknown_authority(student, ca, clock, evidence):
    """A stranger's chain, though with our authority's names, no root at all, and an empty chain are refused."""
    good, stranger = ca.issue("bank.test"), CertificateAuthority(clock, seed=9)
    accepted(student, good.ders, [ca.root.der])
    draw(evidence, 2, "a stranger", "our root")
    bad = stranger.issue("bank.test").ders
    for tried, chain, roots in (
        ("another root", bad, [ca.root.der]),
        ("no root", good.ders, []),
        ("an empty chain", [], [ca.root.der]),
        ("self-signed", ca.self_signed("bank.test").ders, [ca.root.der]),
        ("no intermediate", good.ders[:1], [ca.root.der]),
    ):
        refused(student, "unknown authority", chain, roots, tried=tried)


@pytest.mark.task(
    "chain",
    points=1,
    spec="a certificate is not signed by the next one (its issuer's name and its signature both have to fit)",
)
def test_each_signature_is_checked(student, ca, clock, evidence):
    """A chain whose names fit and whose signatures do not, or the other way round, is refused."""
    good, stranger = ca.issue("bank.test"), CertificateAuthority(clock, seed=4)
    accepted(student, good.ders, [ca.root.der])
    draw(evidence, 0, "signed by a stranger", "signed by the intermediate")
    forged = [stranger.issue("bank.test").der, ca.intermediate.der]
    renamed = ca.issue(common="Another name", issuer=ca.root, key=ca.intermediate.key, is_ca=True)
    refused(student, "unknown authority", forged, [ca.root.der], tried="a leaf of a stranger with the same names")
    refused(
        student,
        "unknown authority",
        [good.der, renamed.der],
        [ca.root.der],
        tried="the issuer's key under another name",
    )
    refused(student, "unknown authority", good.ders[::-1], [ca.root.der], tried="the order turned round")


@pytest.mark.task("chain", points=1, spec="has no basic constraints or `CA:FALSE`")
def test_a_leaf_is_no_authority(student, ca, evidence):
    """A certificate without CA:TRUE cannot vouch for another."""
    accepted(student, ca.issue("bank.test").ders, [ca.root.der])
    draw(evidence, 1, "CA:FALSE", "CA:TRUE")
    for tried, is_ca in (("CA:FALSE", False), ("no basic constraints", None)):
        posing = ca.issue("evil.test", issuer=ca.root, is_ca=is_ca)
        chain = ca.issue("bank.test", issuer=posing).ders
        refused(
            student,
            "not an authority",
            chain,
            [ca.root.der],
            tried=tried,
            why="each customer could pose as an authority",
        )


@pytest.mark.task(
    "chain", points=0.5, spec="has a path length below the number of intermediates between it and the leaf"
)
def test_the_path_length_counts(student, ca):
    """An intermediate with path length 0 signs leaves only, one with 1 may have an intermediate below it."""
    for length, fits in ((0, False), (1, True), (None, True)):
        upper = ca.issue(common="Upper", issuer=ca.root, is_ca=True, path_length=length)
        chain = ca.issue("bank.test", issuer=ca.issue(common="Lower", issuer=upper, is_ca=True, path_length=0)).ders
        if fits:
            accepted(student, chain, [ca.root.der], tried=f"path length {length}")
        else:
            refused(student, "not an authority", chain, [ca.root.der], tried=f"path length {length}")


@pytest.mark.task("chain", points=1, spec="The first and the last moment of a certificate are both valid")
def test_its_time_is_from_the_first_to_the_last_moment(student, ca, evidence):
    """A certificate holds at its first and last second, and not a second before or after."""
    draw(evidence, 0, "expired", "valid")
    chain = ca.issue("bank.test", begin=NOW, end=NOW + 60 * SECOND).ders
    for seconds in (0, 30, 60):
        accepted(student, chain, [ca.root.der], now=NOW + seconds * SECOND, tried=f"{seconds} s after the first moment")
    refused(student, "not yet valid", chain, [ca.root.der], now=NOW - SECOND, tried="a second before")
    refused(student, "expired", chain, [ca.root.der], now=NOW + 61 * SECOND, tried="a second after")


@pytest.mark.task(
    "chain", points=1, spec="`now` is after the last moment of any certificate of the path, the root included"
)
def test_each_certificate_has_its_time(student, ca):
    """An intermediate or a root whose time is over ends the chain."""
    ended = ca.issue(common="Ended", issuer=ca.root, is_ca=True, end=NOW)
    root = ca.issue(
        common=ca.root.certificate.subject.rfc4514_string()[3:], issuer=ca.root, key=ca.root.key, is_ca=True, end=NOW
    )
    early = ca.issue(common="Early", issuer=ca.root, is_ca=True, begin=NOW)
    later = NOW + SECOND
    accepted(student, ca.issue("bank.test", issuer=ended).ders, [ca.root.der])
    refused(
        student, "expired", ca.issue("bank.test", issuer=ended).ders, [ca.root.der], now=later, tried="the intermediate"
    )
    accepted(student, ca.issue("bank.test").ders, [root.der])
    refused(student, "expired", ca.issue("bank.test").ders, [root.der], now=later, tried="the root")
    refused(
        student,
        "not yet valid",
        ca.issue("bank.test", issuer=early).ders,
        [ca.root.der],
        now=NOW - SECOND,
        tried="early",
    )


@pytest.mark.task("chain", points=1, spec="no DNS name among the subject alternative names of the leaf matches `host`.")
def test_the_leaf_is_for_the_host(student, ca, evidence):
    """Any of the leaf's DNS names will do; a common name is none."""
    draw(evidence, 0, "evil.test", "bank.test")
    several = ca.issue("www.bank.test", "bank.test", "*.pay.test", common="cn.test").ders
    for host in ("bank.test", "www.bank.test", "eu.pay.test"):
        accepted(student, several, [ca.root.der], host, tried=host)
    for host in ("cn.test", "evil.test", "pay.test"):
        refused(student, "wrong host", several, [ca.root.der], host, tried=host)
    refused(student, "wrong host", ca.issue(common="bank.test").ders, [ca.root.der], tried="a common name alone")


@pytest.mark.task("chain", points=0.5, spec="The first check that fails, of the whole path, decides")
def test_the_first_check_decides(student, ca, clock):
    """Of several faults the first in the order of the lesson is told."""
    posing = ca.issue("evil.test", issuer=ca.root)
    accepted(student, ca.issue("bank.test").ders, [ca.root.der])
    for reason, leaf in (
        ("unknown authority", CertificateAuthority(clock, seed=6).issue("evil.test", end=PAST)),
        ("not an authority", ca.issue("evil.test", issuer=posing, end=PAST)),
        (
            "not yet valid",
            ca.issue(
                "evil.test", begin=NOW + SECOND, issuer=ca.issue(common="O", issuer=ca.root, is_ca=True, end=PAST)
            ),
        ),
        ("expired", ca.issue("evil.test", end=PAST)),
    ):
        refused(student, reason, leaf.ders, [ca.root.der], tried=f"{reason}, and more")

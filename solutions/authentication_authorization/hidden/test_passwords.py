"""Task ``passwords``: records that are slow to guess, and what is compared with them."""

from __future__ import annotations

import hashlib

import pytest

from grader.suite import explain

from . import lesson
from .support import COST, SALT, Workshop, plain_base64, quick, read_record, record_of

STOLEN = "a fast or unsalted hash gives a thief a billion guesses a second"
VECTORS = (
    (b"", b"", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"),
    (b"password", b"NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"),
    (
        b"pleaseletmein",
        b"SodiumChloride",
        16384,
        8,
        1,
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2",
    ),
)
"""RFC 7914, section 12, the first 32 bytes of each: what PBKDF2 gives at the end is cut where one likes."""
UNREADABLE = {
    "None": None,
    "an empty text": "",
    "a plain text": "box office",
    "a bcrypt hash": "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
    "an argon2 hash": "$argon2id$v=19$m=65536,t=2,p=1$gZiV/M1gPc22ElAH$CWOrkoo7oJBQ/iyh7uJ0LO2aLEfrHwTWllSAxT0zRno",
}

OUTSIDE = ({"ln": 0}, {"ln": 21}, {"r": 0}, {"r": 33}, {"p": 0}, {"p": 33})
"""Costs that no record has."""


@pytest.fixture
def good():
    """A good record of ``box office``, to be spoiled."""
    return record_of("box office")


def spoiled(good):
    """Records that can't be read though they look like one, by what is wrong."""
    head, salt, key = good.rsplit("$", 2)
    return {
        **UNREADABLE,
        "another name": good.replace("scrypt", "scrypt2"),
        "no p": good.replace(",p=3", ""),
        "n instead of ln": good.replace("ln=6", "n=64"),
        "no key": f"{head}${salt}$",
        "no salt and key": head,
        "a part too many": f"{good}$AAAA",
        "a text in front": f"x{good}",
        "a `!` in the key": f"{head}${salt}${key[:20]}!{key[20:]}",
        "a `!` in the salt": f"{head}${salt[:8]}!{salt[8:]}${key}",
        "a space behind it": f"{good} ",
        "a line break behind it": f"{good}\n",
        "a key of 31 bytes": f"{head}${salt}${plain_base64(quick(b'box office', salt=SALT, **COST)[:31])}",
        "a key of 33 bytes": f"{head}${salt}${plain_base64(quick(b'box office', salt=SALT, **COST) + b'x')}",
        "a salt of an impossible length": f"{head}${salt[:21]}${key}",
        "a cost that is no number": good.replace("ln=6", "ln=six"),
    }


@pytest.mark.task("passwords", points=1, spec=(lesson.SCRYPT, lesson.MEMORY))
def test_derives_keys_with_scrypt(student):
    """`scrypt` gives the keys of RFC 7914, for any n, r and p; 64 MiB of memory are not too much."""
    for password, salt, n, r, p, key in VECTORS:
        found = student.scrypt(password, salt=salt, n=n, r=r, p=p)
        assert found == bytes.fromhex(key), explain(
            f"the key of RFC 7914, section 12, for n={n}, r={r}, p={p}", "it is another one", why=STOLEN
        )
    for n, r, p in ((64, 3, 2), (128, 3, 2), (64, 5, 2), (64, 3, 4), (2**15, 8, 1), (2**15, 1, 1), (2**16, 8, 1)):
        found = student.scrypt(b"row seven", salt=b"seven", n=n, r=r, p=p)
        wanted = hashlib.scrypt(b"row seven", salt=b"seven", n=n, r=r, p=p, dklen=32, maxmem=2**27)
        assert found == wanted, explain(f"scrypt's key for n={n}, r={r}, p={p}", "another one", why=STOLEN)


@pytest.mark.task("passwords", points=1, spec=(lesson.RECORD, lesson.OWN_COST, lesson.DERIVE, lesson.DEFAULTS))
def test_writes_a_record_that_others_can_read(student):
    """A record has the hasher's cost, its salt and the key that `derive` gave, in the PHC format."""
    for cost in ({"n": 64, "r": 2, "p": 3}, {"n": 512, "r": 5, "p": 7}):
        shop = Workshop(student, **cost)
        record = shop.hasher.hash("row seven")
        *found, salt, key = read_record(record)
        assert found == list(cost.values()), explain(f"n, r, p of {cost} in the record", f"{found} in {record!r}")
        wanted = [(b"row seven", salt, tuple(cost.values()))]
        assert shop.derived == wanted, explain(
            "one call of `derive`, with the password in bytes and the record's salt and cost", f"{shop.derived}"
        )
        assert key == quick(b"row seven", salt=salt, **cost), explain(
            "the key that `derive` returned, in the record", "another one stands there"
        )
    found = read_record(student.PasswordHasher(derive=quick).hash("row seven"))[:3]
    assert found == (2**14, 8, 5), explain("n, r, p of 2**14, 8, 5 by default", f"{found}", why=STOLEN)


@pytest.mark.task("passwords", points=1, spec=lesson.SALT)
def test_salts_each_record_anew(student):
    """Each record has a salt of 16 bytes that nobody else's has, and that nobody can foresee."""
    hashers = [Workshop(each).hasher for each in (student, student, student.another())]
    salts = [read_record(hasher.hash("row seven"))[3] for hasher in (*hashers, hashers[0])]
    lengths = {len(salt) for salt in salts}
    assert lengths == {16}, explain("salts of 16 bytes", f"lengths of {sorted(lengths)}")
    assert len(set(salts)) == 4, explain(
        "four records of the same password with four salts, two processes after their start included",
        f"there are {len(set(salts))} of them",
        why="with one salt, or one that can be foreseen, all users can be attacked at once",
        try_next="`secrets.token_bytes` at each call",
    )


@pytest.mark.task("passwords", points=1, spec=lesson.RECORDS_COST)
def test_verifies_with_the_cost_and_salt_of_the_record(student):
    """A record is verified as it was made, whatever the hasher would do today."""
    shop = Workshop(student)
    for salt in (b"of ten yes", b"seventeen bytes !", b"a salt with twenty-four."):
        for ln, r, p in ((6, 2, 3), (9, 2, 3), (6, 7, 3), (6, 2, 9), (4, 1, 1)):
            record = record_of("box office", ln=ln, r=r, p=p, salt=salt)
            found = shop.verify(record, "box office"), shop.verify(record, "box offic")
            assert found == (True, False), explain(
                f"True for the right password and False for a wrong one, with the record {record}", f"{found}"
            )


@pytest.mark.task("passwords", points=1, spec=(lesson.COMPARE, lesson.ARRIVE))
def test_compares_in_constant_time(student, good):
    """Keys are compared by one call of `compare`, whole, and its answer counts."""
    key = quick(b"box office", salt=SALT, **COST)
    for password, says in (("box office", True), ("box office", False), ("wrong", True), ("wrong", False)):
        shop = Workshop(student, says=says)
        found = shop.verify(good, password)
        derived = quick(password.encode(), salt=SALT, **COST)
        assert [set(pair) for pair in shop.compared] == [{derived, key}], explain(
            "one call of `compare`, with the derived key and that of the record, 32 bytes each",
            f"{len(shop.compared)} calls, with {[(len(a), len(b)) for a, b in shop.compared]} bytes",
            why="a comparison that ends at the first difference tells how much of a guess was right",
        )
        assert bool(found) is says, explain(f"{says}, as `compare` says", f"`verify` says {found!r}")


@pytest.mark.task("passwords", points=0.5, spec=(lesson.NFC, lesson.NOTHING_ELSE))
def test_knows_a_letter_from_any_keyboard(student):
    """What is the same text in normalization form C is the same password, and no more than that."""
    hasher = Workshop(student).hasher
    for one, other, same in (
        ("caf\u00e9", "cafe\u0301", True),
        ("cafe\u0301", "caf\u00e9", True),
        ("\ufb01rst row", "first row", False),
        ("row \u2460", "row 1", False),
    ):
        found = hasher.verify(hasher.hash(one), other)
        assert found is same, explain(
            f"{same} for a record of {one!a} and the password {other!a}", f"{found!r}", try_next="NFC, not NFKC"
        )
    found = hasher.verify(record_of("caf\u00e9"), "cafe\u0301")
    assert found is True, explain("what is hashed to be in form C", "a record of that form is not opened")


@pytest.mark.task("passwords", points=0.5, spec=(lesson.ANY_TEXT, lesson.NOTHING_ELSE))
def test_changes_nothing_else_of_a_password(student):
    """Case, spaces, length and odd characters of a password all count; an empty one is one."""
    hasher = Workshop(student).hasher
    for one, other in (
        (" row seven", "row seven"),
        ("row seven\u00a0", "row seven"),
        ("row seven\n", "row seven"),
        ("Row Seven", "row seven"),
        ("x" * 72 + "a", "x" * 72 + "b"),
        ("x" * 100_000 + "a", "x" * 100_000 + "b"),
        ("row\0seven", "row\0eight"),
        ("", " "),
        ("stra\u00dfe", "strasse"),
    ):
        record = record_of(one)
        found = hasher.verify(record, one), hasher.verify(record, other)
        assert found == (True, False), explain(
            f"True for {one[-12:]!a} (of {len(one)}) and False for {other[-12:]!a}", f"{found}"
        )
        *_, salt, key = read_record(hasher.hash(one))
        assert key == quick(one.encode(), salt=salt, **COST), explain(
            f"the whole of {one[-12:]!a} (of {len(one)}) to be hashed", "something else was"
        )


@pytest.mark.task("passwords", points=1, spec=(lesson.UNREADABLE, lesson.IS_FALSE))
def test_opens_nothing_that_it_cannot_read(student, good):
    """What can't be read as a record is the record of no password, and no exception either."""
    hasher = Workshop(student).hasher
    assert hasher.verify(good, "box office") is True, explain("True for a good record", "it is refused")
    for what, record in spoiled(good).items():
        for password in ("box office", ""):
            found = hasher.verify(record, password)
            assert found is False, explain(f"False for {what}", f"{found!r}", tried=what)


@pytest.mark.task("passwords", points=0.5, spec=lesson.LIMITS)
def test_knows_the_limits_of_a_record(student):
    """The cost of a record is believed within the limits, and no further."""
    hasher = Workshop(student).hasher
    inside = ({"ln": 1}, {"ln": 20}, {"r": 1}, {"r": 32}, {"p": 1}, {"p": 32})
    for cost, wanted in (*((each, True) for each in inside), *((each, False) for each in OUTSIDE)):
        found = hasher.verify(record_of("box office", **cost), "box office")
        assert found is wanted, explain(
            f"{wanted} for a record with {cost}", f"{found!r}", why="one huge record would stop the whole server"
        )


@pytest.mark.task("passwords", points=1, spec=(lesson.ONE_KEY, lesson.THROWN_AWAY))
def test_derives_one_key_whatever_the_record(student, good):
    """Nobody's password costs as much work as somebody's: one key, with the hasher's cost."""
    shop = Workshop(student, n=32, r=4, p=1)
    for what, password in (("the right password", "box office"), ("a wrong password", "box")):
        shop.verify(good, password)
        assert len(shop.derived) == 1, explain(f"one derived key for {what}", f"{len(shop.derived)}")
    beyond = {f"a record with {cost}": record_of("box office", **cost) for cost in OUTSIDE}
    for what, record in {**spoiled(good), **beyond}.items():
        if shop.verify(record, "box office"):
            continue  # it was read: other tests see to that
        found = [(password, len(salt), cost) for password, salt, cost in shop.derived]
        assert found == [(b"box office", 16, (32, 4, 1))], explain(
            f"one key for {what} as well, from the password and 16 bytes of salt, with the hasher's own cost",
            f"derived with (password, bytes of salt, cost): {found}",
            why="an answer that comes sooner tells that there is no such user",
            tried=what,
        )


@pytest.mark.task("passwords", points=0.5, spec=lesson.REHASH)
def test_tells_which_records_to_replace(student, good):
    """A record of another cost, higher or lower, is to be replaced, and one that can't be read; nothing is derived."""
    shop = Workshop(student)
    found = shop.hasher.needs_rehash(good)
    assert found is False, explain("False for a record of the hasher's cost", f"{found!r}")
    for cost in ({"ln": 5}, {"ln": 7}, {"r": 1}, {"r": 3}, {"p": 2}, {"p": 4}):
        found = shop.hasher.needs_rehash(record_of("box office", **cost))
        assert found is True, explain(f"True for a record with {cost} and a hasher of ln=6, r=2, p=3", f"{found!r}")
    for what, record in spoiled(good).items():
        found = shop.hasher.needs_rehash(record)
        assert found is True, explain(f"True for {what}", f"{found!r}", tried=what)
    assert not shop.derived, explain("no key to be derived for this", f"{len(shop.derived)} were")

"""The key management service while nothing goes wrong, and what it refuses, in the words of AWS KMS."""

import base64

import httpx
import pytest
from kms_bench import JANE, KmsBench, error, plaintext
from registry_bench import send

from grader.harness.asgi import respond
from mocks.service import SystemClock


@pytest.fixture
def bench():
    return KmsBench()


def test_a_data_key_comes_in_clear_and_wrapped(bench):
    """GenerateDataKey answers with 32 bytes, the blob, and the ARN of the key; Decrypt gives the bytes back."""
    answer = bench.ask("GenerateDataKey", KeyId="alias/shop", KeySpec="AES_256", EncryptionContext=JANE)
    body = answer.json()
    assert {"CiphertextBlob", "Plaintext", "KeyId"} == set(body)
    assert "application/x-amz-json-1.1" == answer.headers["content-type"]
    assert body["KeyId"].startswith("arn:aws:kms:")
    opened = bench.decrypt(body["CiphertextBlob"])
    assert (32, plaintext(answer)) == (len(plaintext(answer)), plaintext(opened))
    assert ("SYMMETRIC_DEFAULT", body["KeyId"]) == (opened.json()["EncryptionAlgorithm"], opened.json()["KeyId"])


@pytest.mark.parametrize(("fields", "length"), [({"KeySpec": "AES_128"}, 16), ({"NumberOfBytes": 64}, 64)])
def test_data_keys_of_other_lengths(bench, fields, length):
    """AES_128 is 16 bytes, and NumberOfBytes what it says."""
    assert length == len(plaintext(bench.ask("GenerateDataKey", KeyId="alias/shop", **fields)))


def test_no_data_key_comes_twice(bench):
    """Each request makes a data key of its own, and the test knows them all."""
    keys = [bench.data_key()[0] for _ in range(5)]
    assert (5, tuple(keys)) == (len(set(keys)), bench.kms.handed_out)


@pytest.mark.parametrize("name", ["id", "arn", "alias"])
def test_a_key_has_three_names(bench, name):
    """Its id, its ARN, its alias."""
    arn = bench.ask("DescribeKey", KeyId="alias/shop").json()["KeyMetadata"]["Arn"]
    key = {"id": bench.kms.key_id, "arn": arn, "alias": "alias/shop"}[name]
    data_key, blob = bench.data_key(key=key)
    assert data_key == plaintext(bench.decrypt(blob, KeyId=key))


def test_the_context_is_bound(bench):
    """In another encryption context a blob is invalid; the order of its entries makes no difference."""
    _, blob = bench.data_key({"a": "1", "b": "2"})
    assert 200 == bench.decrypt(blob, {"b": "2", "a": "1"}).status_code
    for context in ({}, {"a": "1"}, {"a": "2", "b": "1"}, {"a": "1", "b": "2", "c": ""}):
        assert (400, "InvalidCiphertextException") == error(bench.decrypt(blob, context))


def test_every_byte_of_a_blob_counts(bench):
    """A blob that was changed anywhere, or cut off, is invalid."""
    blob = base64.b64decode(bench.data_key()[1])
    changed = [blob[:n] + bytes([blob[n] ^ 1]) + blob[n + 1 :] for n in range(len(blob))]
    for other in (*changed, *(blob[:n] for n in range(1, len(blob))), blob + b"\0"):
        answer = bench.decrypt(base64.b64encode(other).decode())
        assert (400, "InvalidCiphertextException") == error(answer)


def test_old_versions_go_on_unwrapping(bench):
    """After a rotation the new version wraps, and the old one unwraps what it has wrapped."""
    old_key, old = bench.data_key()
    assert 2 == bench.kms.rotate()
    new_key, new = bench.data_key()
    versions = [bench.kms.version_of(base64.b64decode(blob)) for blob in (old, new)]
    assert ([1, 2], old_key, new_key) == (versions, plaintext(bench.decrypt(old)), plaintext(bench.decrypt(new)))


def test_reencrypts_inside(bench):
    """ReEncrypt wraps under the newest version, and no data key leaves the service."""
    data_key, blob = bench.data_key()
    bench.kms.rotate()
    before = bench.kms.handed_out
    answer = bench.re_encrypt(blob, SourceKeyId="alias/shop")
    fresh = answer.json()["CiphertextBlob"]
    assert before == bench.kms.handed_out
    assert {
        "CiphertextBlob",
        "SourceKeyId",
        "KeyId",
        "SourceEncryptionAlgorithm",
        "DestinationEncryptionAlgorithm",
    } == (set(answer.json()))
    assert (2, data_key) == (bench.kms.version_of(base64.b64decode(fresh)), plaintext(bench.decrypt(fresh)))


def test_reencrypts_for_another_key_and_context(bench):
    """From one key to another, and from one context to another."""
    other = bench.kms.create_key("alias/other")
    data_key, blob = bench.data_key()
    fresh = bench.re_encrypt(blob, "alias/other", DestinationEncryptionContext={"user": "omar"}).json()[
        "CiphertextBlob"
    ]
    assert other == bench.kms.key_of(base64.b64decode(fresh))
    assert data_key == plaintext(bench.decrypt(fresh, {"user": "omar"}))
    assert (400, "InvalidCiphertextException") == error(bench.decrypt(fresh))


def test_the_named_key_has_to_be_the_one(bench):
    """KeyId of Decrypt, and SourceKeyId of ReEncrypt, must be the key that has wrapped the blob."""
    bench.kms.create_key("alias/other")
    _, blob = bench.data_key()
    assert (400, "IncorrectKeyException") == error(bench.decrypt(blob, KeyId="alias/other"))
    assert (400, "IncorrectKeyException") == error(bench.re_encrypt(blob, SourceKeyId="alias/other"))


def test_a_disabled_key_does_nothing(bench):
    """Until it is enabled again; which key is asked for makes no difference."""
    _, blob = bench.data_key()
    bench.kms.disable()
    answers = [
        bench.ask("GenerateDataKey", KeyId="alias/shop", KeySpec="AES_256"),
        bench.decrypt(blob),
        bench.decrypt(blob, KeyId="alias/shop"),
        bench.re_encrypt(blob),
    ]
    assert [(400, "DisabledException")] * 4 == [error(answer) for answer in answers]
    state = bench.ask("DescribeKey", KeyId="alias/shop").json()["KeyMetadata"]
    assert ("Disabled", False) == (state["KeyState"], state["Enabled"])
    bench.kms.enable()
    assert 200 == bench.decrypt(blob).status_code


def test_a_retired_version_unwraps_nothing(bench):
    """What a deleted version has wrapped is lost; the others go on."""
    _, old = bench.data_key()
    bench.kms.rotate()
    _, new = bench.data_key()
    bench.kms.retire(1)
    assert (400, "KMSInvalidStateException") == error(bench.decrypt(old))
    assert 200 == bench.decrypt(new).status_code


@pytest.mark.parametrize(
    ("ask", "kind"),
    [
        (lambda b: b.ask("GenerateDataKey", KeyId="alias/none", KeySpec="AES_256"), "NotFoundException"),
        (lambda b: b.ask("GenerateDataKey", KeySpec="AES_256"), "ValidationException"),
        (lambda b: b.ask("GenerateDataKey", KeyId="alias/shop"), "ValidationException"),
        (
            lambda b: b.ask("GenerateDataKey", KeyId="x", KeySpec="AES_256", NumberOfBytes=32),
            "ValidationException",
        ),
        (lambda b: b.ask("GenerateDataKey", KeyId="alias/shop", KeySpec="AES_512"), "ValidationException"),
        (lambda b: b.ask("GenerateDataKey", KeyId="alias/shop", NumberOfBytes=0), "ValidationException"),
        (lambda b: b.ask("GenerateDataKey", KeyId="alias/shop", NumberOfBytes=1025), "ValidationException"),
        (lambda b: b.data_key_with({"user": 7}), "ValidationException"),
        (lambda b: b.decrypt("no base64!"), "SerializationException"),
        (lambda b: b.decrypt(""), "ValidationException"),
        (lambda b: b.decrypt("AAAA"), "InvalidCiphertextException"),
        (lambda b: b.ask("Decrypt", [1]), "SerializationException"),
        (lambda b: b.ask("Guess"), "UnknownOperationException"),
        (lambda b: b.ask("RotateKeyOnDemand", KeyId="alias/shop"), "AccessDeniedException"),
        (lambda b: b.ask("EnableKey", KeyId="alias/shop"), "AccessDeniedException"),
    ],
)
def test_refuses_in_the_words_of_aws(bench, ask, kind):
    """Every refusal is a 400 with `__type`, in JSON of AWS."""
    bench.data_key_with = lambda context: bench.ask(
        "GenerateDataKey", KeyId="alias/shop", KeySpec="AES_256", EncryptionContext=context
    )
    answer = ask(bench)
    assert (400, kind) == error(answer)
    assert "application/x-amz-json-1.1" == answer.headers["content-type"]


def test_writes_an_audit_trail(bench):
    """Each request that reached a key, with its context, the refused ones too."""
    _, blob = bench.data_key()
    bench.decrypt(blob, {"user": "mallory"}, KeyId="alias/shop")
    found = [(call.operation, call.key, dict(call.context), call.error) for call in bench.kms.calls]
    assert [
        ("GenerateDataKey", "alias/shop", JANE, ""),
        ("Decrypt", "alias/shop", {"user": "mallory"}, "InvalidCiphertextException"),
    ] == found


def test_an_operation_can_be_denied(bench):
    """As a policy would."""
    _, blob = bench.data_key()
    bench.kms.deny("Decrypt")
    assert (400, "AccessDeniedException") == error(bench.decrypt(blob))
    assert 32 == len(bench.data_key()[0])


def test_the_test_wraps_and_unwraps_directly(bench):
    """A suite makes blobs of its own, and looks into those of a student; no call is counted."""
    blob = bench.kms.wrap(bytes(32), JANE)
    assert bytes(32) == bench.kms.unwrap(blob, JANE)
    assert ((), ()) == (bench.kms.calls, bench.kms.handed_out)
    assert bytes(32) == plaintext(bench.decrypt(base64.b64encode(blob).decode()))


def test_the_same_seed_gives_the_same_keys():
    """Two services of one seed agree; of two seeds they don't."""
    first, second, other = (KmsBench(seed).data_key() for seed in (1, 1, 2))
    assert first == second
    assert first != other


def test_a_second_service_knows_nothing_of_the_first(bench):
    """A blob of one is none of another."""
    _, blob = bench.data_key()
    assert (400, "InvalidCiphertextException") == error(KmsBench(seed=5).decrypt(blob))


def test_tells_the_state_of_its_keys(bench):
    """The evidence of a test shows rotations and switches."""
    bench.kms.rotate()
    bench.kms.disable()
    bench.kms.enable()
    states = [value for lane, value in bench.seen if lane == "alias/shop"]
    assert ["version 1", "version 2", "disabled", "version 2"] == states


def test_by_hand_one_may_administer():
    """On loopback whoever tries it out may make, rotate and switch keys, and look at the trail."""
    bench = KmsBench(clock=SystemClock())
    made = bench.ask("CreateKey").json()["KeyMetadata"]["KeyId"]
    answers = [bench.ask(name, KeyId=made) for name in ("RotateKeyOnDemand", "DisableKey", "EnableKey")]
    assert [200] * 3 == [answer.status_code for answer in answers]


def test_describes_its_operations(bench):
    """The OpenAPI page has an example of each operation's body."""
    operation = send(bench.kms.app, "GET", "/openapi.json").json()["paths"]["/"]["post"]
    examples = operation["requestBody"]["content"]["application/x-amz-json-1.1"]["examples"]
    assert {"GenerateDataKey", "Decrypt", "ReEncrypt", "DescribeKey"} < set(examples)


@pytest.mark.parametrize(
    "context",
    [{"k" * 100_000: 7}, {str(n): n for n in range(2000)}, "text", 7, None, [["user", "jane"]]],
    ids=["long", "many", "text", "number", "null", "pairs"],
)
def test_an_odd_context_costs_no_more_than_another(bench, context):
    """It is refused, with an answer of one line."""
    answer = bench.ask("GenerateDataKey", KeyId="alias/shop", KeySpec="AES_256", EncryptionContext=context)
    assert (400, "ValidationException") == error(answer)
    assert len(answer.content) < 1000


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff", b"7", b"null", b'{"KeyId": "x"}'])
def test_stands_whatever_it_is_sent(bench, body):
    """No body makes it fail: each is answered with 400."""
    headers = {"x-amz-target": "TrentService.Decrypt"}
    request = httpx.Request("POST", "https://kms.test/", content=body, headers=headers)
    assert 400 == respond(bench.kms.app, request).status_code

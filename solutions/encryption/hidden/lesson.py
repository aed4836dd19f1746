"""What README.md promises about task envelope, as its tests quote it."""

COMES_BACK = ("Return the plaintext of a record.", "`context` is a dictionary of texts")
RECORD = (
    "| L, the length of the wrapped key, big-endian | 2 |",
    "associated data of the data is `01` + the context as JSON: names sorted, no spaces, UTF-8",
)
OF_OTHERS = (
    "Formats are exact: the tests open what you made, and you open what they made.",
    "associated data of the data is `01` + the context as JSON",
    "An unwrapped key of another length than 32 bytes opens nothing",
)
OWN_DATA_KEY = "Each `seal` sends one `GenerateDataKey` and uses that data key for this record alone."
NOT_IN_CLEAR = "Neither the data key nor the plaintext is in the record in clear, or in what you print."
TELLS_THE_SERVICE = (
    "it is the `EncryptionContext` of each request",
    "`KeyId` goes along in `Decrypt`",
    "Each `open` sends one `Decrypt`. Nothing is kept between calls",
)
OWN_CONTEXT = (
    (
        "So the order of its entries makes no difference, and everything else does. Your caller's "
        "dictionary stays as it is."
    ),
    "the wrong key, password, recipient or context",
)
BOUND_TWICE = (
    "It is bound **twice**: it is the `EncryptionContext` of each request, and the associated data of the data"
)
EVERY_BIT = (
    "**`DecryptionError` is the one answer** to whatever does not open",
    ("a bit that was turned, something cut off or added, another kind of message, garbage of any length, empty too"),
)
NO_RECORD = (
    "What is no record (too short, `01` missing, L of 0 or beyond its end, fewer than 28 bytes "
    "behind the wrapped key) is `DecryptionError`, and **no request is sent**."
)
NOT_OURS = (
    "a record that is wrapped under somebody else's key is not ours",
    "`InvalidCiphertextException` or `IncorrectKeyException` | `DecryptionError`",
)
DISABLED = (
    "a key that was disabled a moment ago opens nothing now",
    "A call that failed leaves nothing behind: when the service works again, the same cipher does.",
)
REFUSED = (
    "answers any other 4xx: `DisabledException`, `NotFoundException`, `AccessDeniedException`, "
    "`KMSInvalidStateException` …, also with a body that is no JSON object | `KeyRefused`"
)
OUTAGE = (
    (
        "can't be reached, breaks the connection, closes it without an answer, or has not answered "
        "within `timeout` seconds | `KeyServiceUnavailable`"
    ),
    "A request is sent **once**",
    "A call that failed leaves nothing behind: when the service works again, the same cipher does.",
)
FAILS = (
    'answers 5xx, each from 500 to 599, or 429, whatever its body; or 400 with `"__type": '
    '"ThrottlingException"` | `KeyServiceUnavailable`'
)
TIMEOUT = (
    (
        "can't be reached, breaks the connection, closes it without an answer, or has not answered "
        "within `timeout` seconds"
    ),
    "seconds after which a request to the key service is given up",
)

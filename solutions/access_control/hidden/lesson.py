"""The sentences of the lesson that the tests rest on, in its order of tasks."""

MATRIX = "says whether one of the user's roles permits the action on resources of this type"
ONE_ROLE = "Of several roles, one that permits is enough."
NOT_IN_TABLE = (
    "A role, an action or a type that is not in the table permits nothing: the answer is `False`, without an exception."
)
NO_ROLES = "The same holds for an empty list of roles."
NEEDS_ROLES = "It needs the user's `roles`, a list of texts, and the resource's `type`, a text."
IS_MISSING = (
    "An attribute is missing if it is not there, is `None`, is an empty text, or has another form than "
    "the tables below say."
)
NAMES_IT = (
    "it raises `MissingAttributeError`, and the error's text contains the name of a missing attribute, "
    "such as `user.clearance`, `resource.owner` or `environment.time`."
)
RAISES = "If an attribute that it needs is **missing**, it raises `MissingAttributeError`"
EXACTLY = "Texts are compared exactly: `Admin` is not `admin`, `eu ` is not `eu`."
OWNER = "the user's `id` is the resource's `owner`"
DEPARTMENT = "the user's `department` is the resource's `department`"
RESIDENCY = "the user's `region` is one of the resource's `residency`, the regions in which its data may be seen"
CLEARED = "the user's `clearance` is the resource's `classification` or above it"
HOURS = "it is Monday to Friday, 09:00 to 17:00 (`OPENS`, `CLOSES`), **where the user is**"
NINE = "At exactly 09:00:00 business hours begin."
FIVE = "At exactly 17:00:00 they are over; a microsecond earlier they are not."
SUMMER = (
    "A fixed offset is not enough: Berlin has another one in summer, and New York changes its clocks on another day."
)
ANY_OFFSET = "The `time` is a `datetime` that knows its offset from UTC, whichever offset that is."
DAY = "The day of the week is the user's as well: on Sunday evening in London it is Monday in Auckland."
NAIVE = "A naive one could be any moment: it is missing."
NO_ZONE = "A name that the time zone database does not have, or that can't be one (`../UTC`, `+02:00`), is missing."
PERMITS = "otherwise: a permit rule applies | `True` | its name; of several, the first in the list"
NOTHING = 'otherwise | `False` | `""` |'
OVERRIDES = "returns a `Decision` by **deny overrides**, whatever the order of the rules"
DENIES = (
    "a deny rule applies, or **is indeterminate** | `False` | the name of that rule; of several, the first in the list"
)
INDETERMINATE = "A rule **is indeterminate** if its condition raises an `Exception`, of whatever class"
ODD_ANSWER = "or returns anything but `True` and `False` (`None`, a text; no test returns a number)"
ODD_PERMIT = "An indeterminate permit rule does not apply; the rules after it still count."
COVERS = "It covers the actions and types that it lists; `None` means all of them, an empty tuple means none."
NO_PART = "A rule that does not cover the action or the type plays no part, whatever its condition."
NO_TYPE = "A rule that lists types is also indeterminate if the resource's `type` is missing."
REASON = (
    "`reason` is a text for whoever reads the log, never empty. If a deny rule is indeterminate because "
    "of an exception, the reason contains the exception's text."
)
FOUR = "a function that is called with `(user, action, resource, environment)`, in this order"
UNCHANGED = "They may have more entries than you need, and your code changes none of them"
SHOP = "returns the shop's rules, in this order"
OWN_POST = "`own_post` | permit | delete | posts | `is_owner` and `same_department` and `in_business_hours`"
CLEARANCE = "`clearance` | deny | all | all | not `is_cleared`"
IN_REGION = "`residency` | deny | all | all | not `in_residency`"
IN_HOURS = "`hours` | deny | create, update, delete | settings, billing | not `in_business_hours`"
LOGS = (
    "Before it returns, `decide` calls `audit` once, with a dictionary of **exactly** these entries, "
    "whether it permits or denies"
)
ENTRIES = "`allowed`, `rule`, `reason` | those of the decision"
NO_VALUE = "A value that is not there is `None`. No other attribute goes into the log."
NO_LOG = "If `audit` raises an exception, so does `decide`: what can't be logged is not permitted."
ASKS = "sends `GET {url}/Users/{user_id}` and returns a dictionary"
INVENTS = "What is not there is not in your dictionary either: invent no default. The dictionary has no other entries."
ANEW = (
    "**Each call sends one request**, and no answer is kept: a role that was revoked a second ago no "
    "longer counts. The constructor sends none."
)
SEGMENT = "The id is one segment of the path, whatever it contains"
UNKNOWN = "Status 404, or a user whose `active` is not `true`: `UnknownUserError`."
NO_CONNECTION = "`DirectoryUnavailableError`, if there is no connection, or it breaks, or is closed without an answer"
BACK = "When the directory is back, the next call works."
STATUS = "if the status is any other than 200 and 404 (a redirect is not followed)"
BODY = "if the body is not a JSON object with this `id`"
IN_TIME = "if no answer comes within 2 seconds (`DIRECTORY_TIMEOUT`; up to 3 will do)"
SHOWS = "200 and the resource with all of its entries; the action is `read`"
IS_404 = "there is no such type, or no such id in it | 404"
HIDES = (
    "the user may not do it, and may not `read` that resource either | 404 with **the same body, byte for "
    "byte, as for an id that does not exist**"
)
LIST = "the resources of this type that this user may `read`, in the order of the store"
NO_ITEMS = "A list in which a user may see nothing is 200 with no items."
APART = "Two guards, directories or applications share nothing."
TOTAL = "`total` counts all of these and no others"
TWENTY = "`limit` (20 by default) and `offset` (0 by default) select a page **of these**, however large"
FIRST = "what is wrong (of several, the first in this table counts)"
CHANGES = '204; the action is `update`. The body is `{"text": "…"}`, and only `text` changes.'
BY_ITSELF = (
    "Each action is decided by itself: who may `update` a resource may change it, even if they may not `read` it."
)
NOT_MORE = "Other entries beside it (an `owner`!) you refuse with 400 or 422, or ignore"
DELETES = "204; the action is `delete`. Afterwards the resource is gone"
IS_403 = "the user may not do it, but may `read` the resource | 403"
NO_CHANGE = "With any of these answers nothing is shown and nothing changes."
TIME_NOW = 'A `Guard` with these rules and this `audit` decides; its environment is `{"time": now}`'
ITSELF = "Each decision is about the resource itself, also in a list"
AT_THIS = "Their attributes are what the directory says **at this request**"
ONCE = "one request to you is one request to the directory, however many resources it is about"
STRANGER = (
    "no token, another scheme, or `authenticate` returns `None` | 401, with `WWW-Authenticate: Bearer`; "
    "the directory is not asked"
)
NO_RECORD = "A request that ends with 401 is not logged."
UNKNOWN_403 = "`UnknownUserError` from the directory | 403"
DOWN_503 = "`DirectoryUnavailableError` from it | 503"
LOGGED_TOO = "403 or 503 *because of the directory* is logged too, in one record"
RECORDS = "the audit log has a record for each resource that was decided on"
LOG_FAILS = "If `audit` raises an exception, the answer is 500 or 503, and nothing is shown or changed."
ENFORCES = "a FastAPI application that enforces all of it, object by object"

"""Three of the tests, to read and to learn from. The hidden ones are written in the same way."""

import pytest

from grader.suite import explain


@pytest.mark.task("scan")
def test_example_a_password_in_the_source(student):
    """A password in quotes is found, with its place; one that comes from the environment is none."""
    files = {"shop/db.py": "import os\n\nDB_PASSWORD = 'correct-horse-9'\nTOKEN = os.environ['TOKEN']\n"}
    found = [(one.path, one.line, one.kind) for one in student.scan(files)]
    assert found == [("shop/db.py", 3, "assignment")], explain("one finding, in line 3", f"{found}")


@pytest.mark.task("client")
def test_example_two_reads_are_one_request(student, vault, network, evidence):
    """Two reads within half a minute send one request; after a rotation, and that time, the new one is there."""
    vault.put("mail/smtp", password="first-one")
    client = student.SecretClient(vault.url, student.Secret(vault.issue_token({"secret/data/mail/*": ["read"]})))
    found = [client.read("mail/smtp")["password"] for _ in range(2)]
    evidence.mark("secrets", "mail/smtp v1", value="used")
    assert found == ["first-one"] * 2, explain("the password, twice", f"{found}")
    asked = len(network.requests("vault.test"))
    assert asked == 1, explain("one request", f"{asked} requests", why="a manager that is asked each time is soon down")


@pytest.mark.task("leases")
def test_example_a_user_lives_as_long_as_it_is_needed(student, vault):
    """The credentials are good for the database, and are not any more once the keeper is closed."""
    rules = {"database/creds/orders": ["read"], "sys/leases/*": ["update"]}
    keeper = student.LeaseKeeper(vault.url, student.Secret(vault.issue_token(rules)), "orders")
    name, password = keeper.credentials()
    assert vault.database.login(name, password.reveal()), "The database takes the credentials."
    keeper.close()
    assert not vault.database.login(name, password.reveal()), explain(
        "a user that is gone", "it can still log in", why="a lease that is not revoked is a door left open"
    )

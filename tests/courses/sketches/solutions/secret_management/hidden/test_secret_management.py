"""Two tests of secret management."""

import pytest

from grader.suite import explain


@pytest.mark.task("settings")
def test_starts_with_every_secret_or_not_at_all(student):
    """A missing secret is refused by its name at the start; one that is there is printed nowhere."""
    student.start(environ={"DB_HOST": "db.test", "DB_PASSWORD": "tr0ub4dor-77"})
    student.settings()
    assert "tr0ub4dor-77" not in student.output(), "Keep the password out of what is printed, a repr included."
    for environ in ({"DB_HOST": "db.test"}, {"DB_HOST": "db.test", "DB_PASSWORD": ""}):
        with student.raises("MissingSecret", why="it would fail at the first customer, not at the start") as caught:
            student.another(environ=environ).settings()
        assert "DB_PASSWORD" in caught.value.text, explain(expected="its name", happened=caught.value.text)


@pytest.mark.task("scan")
def test_finds_secrets_by_name_and_by_shape(student):
    """A password and a cloud key in the source are found; reading one from the environment is not."""
    by_name, by_shape = b"import os\nDB_PASSWORD = 'correct-horse-9'\n", b"connect('AKIAIOSFODNN7EXAMPLE')\n"
    clean = b"password = os.environ['DB_PASSWORD']\ntoken = None\n"
    student.start(files={"app/a.py": by_name, "app/b.py": by_shape, "app/c.py": clean})
    found = sorted(student.scan(student.folder))
    assert found == ["app/a.py:2", "app/b.py:1"], explain(expected="a.py:2 and b.py:1", happened=f"{found}")

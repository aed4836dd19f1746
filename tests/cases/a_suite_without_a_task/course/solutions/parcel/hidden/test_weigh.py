def test_weighs(student):
    """Weighs."""
    assert student.weigh([("a", 1)]) == 1, "weigh it"

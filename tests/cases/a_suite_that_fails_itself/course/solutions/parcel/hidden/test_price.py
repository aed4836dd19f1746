import pytest


@pytest.mark.task("price", points=3)
def test_refuses(student):
    """An empty parcel is refused."""
    with student.raises("EmptyParcel"):
        student.weigh([])

"""Three of the tests, to read and to learn from. The hidden ones are written in the same way."""

import pytest

from grader.suite import explain


@pytest.mark.task("register")
def test_example_an_instance_registers(student, registry):
    """After register() the registry lists the instance as passing."""
    student.Registration("payment", "payment-1", "10.0.0.1", 8080).register()
    health = registry.health("payment-1")
    assert health == "passing", explain(expected="the registry to call payment-1 passing", happened=f"it says {health}")


@pytest.mark.task("discover")
def test_example_a_directory_lists_healthy_instances(student, registry):
    """An instance that is critical is not listed."""
    registry.register("payment", "payment-1", "10.0.0.1", 8080)
    registry.register("payment", "payment-2", "10.0.0.2", 8080, status="critical")
    found = student.Directory("payment").instances()
    assert found == ["http://10.0.0.1:8080"], explain(
        expected="only payment-1, at http://10.0.0.1:8080", happened=f"instances() gave {found}"
    )


@pytest.mark.task("balance")
def test_example_a_load_balancer_reaches_an_instance(student, registry, network):
    """A request to the load balancer is answered by an instance."""
    (instance,) = registry.launch("payment")
    network.serve(instance.host, instance.app)
    answer = student.app(student.load_balancer("payment")).get("/charges")
    assert answer.status_code == 200, explain(expected="status 200", happened=f"status {answer.status_code}")
    said = answer.json()
    assert (said["instance"], said["path"]) == ("payment-1", "/charges"), explain(
        expected="payment-1 to be asked for /charges", happened=f"the answer was {said}"
    )

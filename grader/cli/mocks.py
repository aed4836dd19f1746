"""``grader mocks``: the mock services on loopback, to try by hand with curl what a lesson shows."""

from __future__ import annotations

import click


@click.command()
@click.argument("services", nargs=-1, metavar="[SERVICE]...")
@click.option("--port", type=click.IntRange(0, 65000), default=8100, show_default=True, help="The first one's port.")
def command(services: tuple[str, ...], port: int) -> int:
    """Serve the mock services on 127.0.0.1 until Ctrl-C.

    Without arguments: all of them, one port after another. Prints their addresses and OpenAPI pages.
    """
    from grader.course.choice import unknown
    from mocks import SERVICES
    from mocks.serve import serve

    for name in services:
        if name not in SERVICES:
            raise unknown("service", name, list(SERVICES))
    serve(services, first_port=port, say=click.echo)
    return 0

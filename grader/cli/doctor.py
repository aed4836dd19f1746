"""``grader doctor``: what this machine can isolate, found out by trying, and what is missing."""

from __future__ import annotations

import os

import click

ADVICE = {
    "files": "needs Linux 5.13 or newer with Landlock switched on (lsm=landlock,… on the kernel's command line)",
    "changes": "needs Landlock and seccomp filters, or cells that are another user",
    "network": "needs a Linux kernel with seccomp filters, on x86-64 or arm64",
    "programs": "needs a Linux kernel with seccomp filters, on x86-64 or arm64",
    "processes": "needs a Linux kernel with seccomp filters, on x86-64 or arm64",
    "signals": "needs seccomp filters, or Landlock from Linux 6.12 on",
    "tracing": "needs Landlock, or cells that are another user",
    "namespaces": "this kernel or container forbids them to ordinary users; one layer fewer without",
}


@click.command()
def command() -> int:
    """Tell what this machine can isolate, and what is missing. 0 if strangers' code may be graded here, else 1."""
    from grader.grading.engine import versions
    from grader.harness.processes.run_folder import run_folder
    from grader.harness.processes.zygote_client import Zygote

    with run_folder():
        zygote = Zygote()
        try:
            rights = zygote.probe()
        finally:
            zygote.close()
    for right in rights:
        click.echo(f"{'✓' if right.held else '✗'} {right.name:<11} {right.detail}")
        if not right.held and right.name in ADVICE:
            click.echo(f"  → {ADVICE[right.name]}")
        elif not right.held and right.name == "user":
            click.echo(f"  → {_why_the_same_user()}; one layer fewer without")
    click.echo("\n" + ", ".join(f"{name} {version}" for name, version in versions().items()))
    lost = [right.name for right in rights if right.needed and not right.held]
    if lost:
        click.echo(f"\nNot enough to grade strangers' code unattended: {', '.join(lost)} can't be prevented here.")
    else:
        click.echo("\nEnough to grade strangers' code unattended.")
    return 1 if lost else 0


def _why_the_same_user() -> str:
    """Why cells stay the grader's user, and what would change it."""
    from grader.harness.processes.users import closed_folder

    if os.geteuid() != 0:
        return "only root can start processes as another user: run the grader as root"
    closed = closed_folder()
    if closed is not None:
        return (
            f"{closed} is closed to other users, and Python, its libraries or the grader lie in it:"
            " use a checkout and a Python elsewhere, such as /usr/bin/python3"
        )
    return "this root may not change its user, as in a container with fewer capabilities or users"

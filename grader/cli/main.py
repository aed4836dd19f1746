"""The ``grader`` command. Knows the names of its commands and nothing else, so that help is there at once."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence

import click

from grader import __version__
from grader.cli.typed import command
from grader.errors import GraderError, InputError

COMMANDS = {
    "check": "Grade a submission and write its report.",
    "watch": "Grade again whenever a file is saved.",
    "list": "The topics, their state and the best score so far.",
    "hint": "The next hint for a task.",
    "reset": "Start a topic again from its skeleton.",
    "quiz": "Answer the ten questions in the terminal.",
    "mocks": "Serve the mock services, to try things by hand.",
    "verify": "The author's gate: check that the course proves itself.",
    "report": "Render a result again.",
    "receipt": "Tell whether a signed result is genuine, and what for.",
    "doctor": "What this machine can isolate, and what is missing.",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order in which a student meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"grader.cli.{cmd_name}")
        found: click.Command = module.command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with. UsageError that names the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from grader.course.choice import nearest

            near = nearest(args[0], COMMANDS)
            meant = f"Did you mean {near}?" if near else f"The commands are {', '.join(COMMANDS)}."
            ctx.fail(f"There is no command {args[0]!r}. {meant}")
        return super().resolve_command(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The text above the list, its command so that it works when it is copied."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("Exercises on security and microservices, graded in isolation.")
            formatter.write_paragraph()
            formatter.write_text(f"Begin with: {command()} check")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in ``--help``, from the table above: nothing is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Exercises on security and microservices, graded in isolation."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit code. 0 graded, 1 below the asked-for score, 2 bad input, 3 the grader failed."""
    try:
        _need_a_folder()
        code = cli.main(args=list(arguments), prog_name="grader", standalone_mode=False)
        return int(code or 0)
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.Abort, KeyboardInterrupt) as stopped:  # click makes the one of the other
        return _stopped(stopped, arguments)
    except click.ClickException as error:
        error.show()
        return 2
    except GraderError as error:
        from grader.cli.safe import format_error

        click.echo(f"grader: {format_error(error)}", err=True)
        return error.exit_code
    except Exception as error:
        return _our_fault(error)


def _need_a_folder() -> None:
    try:
        os.getcwd()
    except OSError:
        raise InputError(
            "the folder that this was started in is gone", repair="cd to the folder that holds exercises/"
        ) from None


def _stopped(stopped: BaseException, arguments: Sequence[str]) -> int:
    """3: without a grade, and by no fault of the submission's."""
    signal = next((str(one) for one in (stopped, stopped.__cause__) if one is not None and str(one)), "SIGINT")
    by = "" if signal == "SIGINT" else f" by {signal}"
    kept = " What was graded so far is kept: the same command goes on." if "check" in arguments[:1] else ""
    click.echo(f"Stopped{by}.{kept}", err=True)
    return 3


def _our_fault(error: Exception) -> int:
    from grader.cli.safe import our_fault

    click.echo(our_fault(error), err=True)
    return 3

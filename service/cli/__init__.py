"""The command line `casus`: a command a module, and the exit codes of all."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

import typer
from pydantic import ValidationError

from service.cli.output import complain
from service.errors import CasusError, WrongUsage
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: Final = (
    "load",
    "watch",
    "extract",
    "serve",
    "query",
    "export",
    "replicate",
    "withdraw",
    "stats",
    "reindex",
    "validate",
    "keys",
)
FAILED: Final = 1
USAGE: Final = 2


def main() -> None:
    """Run the command that the process was started with, and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0, 1 when it failed, 2 for wrong usage, 3 with refusals."""
    try:
        outcome: object = application(arguments)(list(arguments), prog_name="casus", standalone_mode=True)
    except SystemExit as leaving:
        outcome = leaving.code
    except WrongUsage as error:
        complain(str(error))
        outcome = USAGE
    except CasusError as error:
        complain(str(error))
        outcome = FAILED
    return outcome if isinstance(outcome, int) else 0


def application(arguments: Sequence[str]) -> typer.Typer:
    """Return the command line, with the command that is asked for alone where that is clear.

    The parts behind the commands are large: who asks for one need not wait for all.
    """
    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
    app.callback()(_start)
    asked = arguments[0] if arguments else ""
    for name in (asked,) if asked in COMMANDS else COMMANDS:
        command = getattr(import_module(f"service.cli.{name}"), name)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _start(context: typer.Context) -> None:
    """Who said what happened in a war, when, how sure they were, and in which words."""
    try:
        context.obj = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"CASUS_{'_'.join(map(str, first['loc']))}".upper()
        raise WrongUsage(f"{name}: {first['msg']}") from error

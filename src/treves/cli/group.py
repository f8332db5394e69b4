"""The group of verbs, and the one place where an error becomes a message."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from importlib.metadata import version

import click

from treves.cli import (
    bargain,
    cases,
    check,
    compare,
    council,
    doctor,
    export,
    forecast,
    import_,
    new,
    path,
    place,
    read,
    review,
    run,
    runs,
    schema,
    score,
    show,
    simulate,
    skill,
    strain,
    sweep,
)
from treves.cli.streams import steady_streams
from treves.errors import CaseError, TrevesError

__all__ = ["group", "main"]

USER_FAULT = 2
INTERRUPTED = 130

EXPECTED_OS_ERRORS = {
    errno.EACCES: "you may not write there; choose another folder with --out",
    errno.EPERM: "you may not write there; choose another folder with --out",
    errno.EROFS: "the folder is read-only; choose another with --out",
    errno.ENOSPC: "the disk is full; nothing was half-written",
    errno.EDQUOT: "your disk quota is used up; nothing was half-written",
    errno.EFBIG: "a file would be larger than is allowed here; nothing was half-written",
    errno.ELOOP: "a link that leads to itself",
    errno.ENOTDIR: "a part of that path is a file, not a folder",
    errno.EISDIR: "that is a folder where a file is needed",
    errno.ENAMETOOLONG: "that name is too long",
    errno.ENOENT: "there is no such file or folder",
}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("treves"), prog_name="treves")
def group() -> None:
    """Read what is reported about a coalition in trouble; find the deals that all of it could still sign.

    Start with:  treves run ruritania
    """


VERBS = (
    *(run, check, new, show, read, review, score, place, bargain, strain, forecast, council, path, simulate, skill),
    *(sweep, runs, compare, import_, export, cases, schema, doctor),
)
for verb in VERBS:
    group.add_command(verb.command)


def shown(text: str) -> str:
    """Leave out of a message what would steer a terminal or turn its writing direction."""
    return "".join(letter if letter.isprintable() or letter in "\n " else "\ufffd" for letter in text)


def let_go_of_output() -> None:
    """Put the standard output on the null device, so that what it could not take is not tried again at the end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command line; a user's mistake ends in a message and exit code 2, never in a traceback."""
    steady_streams()
    try:
        code = group.main(standalone_mode=False)
        sys.stdout.flush()  # what cannot be written is told here, not after the last word
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was half-written", err=True)
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except CaseError as error:
        count = len(error.faults)
        click.echo(f"{count} fault{'s' if count != 1 else ''} in the case:", err=True)
        for fault in error.faults:
            click.echo(f"  {shown(str(fault))}", err=True)
        sys.exit(USER_FAULT)
    except TrevesError as error:
        click.echo(f"treves: {shown(str(error))}", err=True)
        sys.exit(USER_FAULT)
    except MemoryError:
        click.echo("treves: there is not enough memory for this; fewer --draws, or a smaller case", err=True)
        sys.exit(USER_FAULT)
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away (treves ... | head); there is nobody left to tell
        let_go_of_output()
        sys.exit(0)
    except OSError as error:
        where = f"{shown(str(error.filename))}: " if error.filename else ""
        told = EXPECTED_OS_ERRORS.get(error.errno or 0) or (error.strerror or str(error)).lower()
        click.echo(f"treves: {where}{told}", err=True)
        let_go_of_output()
        sys.exit(USER_FAULT)
    sys.exit(code if isinstance(code, int) else 0)

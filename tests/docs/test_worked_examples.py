"""Every example of the README and the documentation is run: page by page, in an empty folder, in order."""

import re
import shlex

import click
import pytest

import worked
from treves.cli.group import group

PAGES = {page.relative_to(worked.ROOT).as_posix(): page.read_text(encoding="utf-8") for page in worked.pages()}
RUNNABLE = sorted(
    name for name, text in PAGES.items() if {"console", "python"} & {block.kind for block in worked.blocks_of(text)}
)


@pytest.mark.parametrize("name", RUNNABLE)
def test_the_examples_of_a_page_run_in_order_and_print_what_is_shown(name, tmp_path):
    """What stands in console and Python blocks runs as it stands; what is shown under it is what it prints."""
    for line, shown, printed, _ in worked.steps(PAGES[name], tmp_path):
        assert worked.agrees(shown, printed), f"{name}: {line}\n--- shown\n{shown}\n--- printed\n{printed}"


def shown_only(text):
    """Return the commands that a page shows in shell blocks and indented lines, which are not run."""
    shell = "\n".join(block.body for block in worked.blocks_of(text) if block.kind == "sh")
    indented = "\n".join(line[4:] for line in text.splitlines() if line.startswith("    treves "))
    joined = f"{shell}\n{indented}".replace("\\\n", " ")
    found = re.findall(r"(?:^|&& |bin/|run )(treves [^\n&|#;]+)", joined, re.MULTILINE)
    return [re.split(r"\s{3,}", line)[0].strip() for line in found]


def refused(command, words):
    """Return what click has against these words; a file that is not there is not held against them."""
    try:
        command.make_context("treves", list(words))
    except click.exceptions.Exit:
        return ""  # --help and --version
    except click.UsageError as fault:
        return "" if "does not exist" in fault.message else fault.message
    return ""


@pytest.mark.parametrize("name", sorted(name for name, text in PAGES.items() if shown_only(text)))
def test_commands_that_are_too_slow_to_run_here_name_verbs_and_options_that_exist(name):
    """A command that is shown and not run is at least one that treves understands."""
    for line in shown_only(PAGES[name]):
        command, words = group, shlex.split(line)[1:]
        while isinstance(command, click.Group) and words and words[0] in command.commands:
            command, words = command.commands[words[0]], words[1:]
        assert not isinstance(command, click.Group) or not words or words[0].startswith("-"), f"{name}: {line}"
        assert not (wrong := refused(command, words)), f"{name}: {line}: {wrong}"


@pytest.mark.parametrize(
    ("shown", "printed", "is_so"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n...\nd\n", "a\nb\nc\nd\n", True),
        ("12 % (... %)\n", "12 % (3-40 %)\n", True),
        ("a\nb\n", "a\nc\n", False),
        ("a\n...\n", "b\nc\n", False),
    ],
)
def test_dots_stand_for_anything_and_nothing_else_does(shown, printed, is_so):
    """Shown and printed agree to the letter, but for what dots leave out."""
    assert worked.agrees(shown, printed) is is_so


def test_a_wrong_output_is_noticed(tmp_path):
    """A page that shows what is not printed does not pass."""
    page = "```console\n$ treves cases\nno such case\n```\n"
    ((_, shown, printed, _),) = worked.steps(page, tmp_path)
    assert not worked.agrees(shown, printed)


def test_a_command_that_fails_where_it_should_not_is_noticed(tmp_path):
    """A page whose command ends in an error does not pass, unless it says so."""
    page = "```console\n$ treves check nowhere\n```\n"
    with pytest.raises(AssertionError, match="exit code 2"):
        list(worked.steps(page, tmp_path))
    list(worked.steps("<!-- exit: 2 -->\n" + page, tmp_path))

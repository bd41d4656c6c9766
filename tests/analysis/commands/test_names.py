"""The commands and their options are the same in the program and in its documents."""

import argparse
import importlib
import pathlib
import re

import pytest

from tiersim_results import commands
from tiersim_results.scenarios.steps import STEPS

ANALYSIS = pathlib.Path(__file__).parents[3] / "analysis"
FOLDER = pathlib.Path(commands.__file__).parent


def options():
    """Command -> its options."""
    found = {}
    for name in commands.NAMES:
        parser = argparse.ArgumentParser()
        importlib.import_module(f"tiersim_results.commands.{name}").add_arguments(parser)
        found[name] = {text for action in parser._actions for text in action.option_strings}
    return found


def test_every_module_of_the_folder_is_a_command():
    modules = {path.stem for path in FOLDER.glob("*.py")}
    assert modules - {"__init__", "shared_options", "shared_output"} == set(commands.NAMES)


def test_the_readme_lists_the_commands_in_the_order_of_the_help():
    rows = re.findall(r"^\| `(\w+)[^|]*\|", (ANALYSIS / "README.md").read_text(), re.MULTILINE)
    assert [row for row in rows if row in commands.NAMES] == commands.NAMES


def test_the_readme_names_the_steps_of_a_request():
    row = re.search(r"^\| `waterfall` \| (.*) \|$", (ANALYSIS / "README.md").read_text(), re.M)
    assert row[1].endswith(": " + ", ".join(STEPS))


@pytest.mark.parametrize(
    "document", ["analysis/README.md", "analysis/findings/README.md", "docs/tutorial.md"]
)
def test_every_option_that_a_document_names_exists(document):
    known = options()
    text = (ANALYSIS.parent / document).read_text(encoding="utf-8")
    calls = re.findall(r"tiersim-analyze (\w+)((?:[^\n`]|\\\n)*)", text)
    rows = re.findall(r"^\| `(\w+)([^|]*?)` \|", text, re.MULTILINE)
    checked = 0
    for command, rest in [*calls, *rows]:
        if command in known:
            used = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", rest.split(">")[0]))
            assert used <= known[command], command
            checked += 1
    assert checked
    everywhere = set().union(*known.values())
    assert set(re.findall(r"(?<![\w-])--[a-z][\w-]*", text)) - everywhere <= {"--set", "--force"}

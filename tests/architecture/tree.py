"""What the tests of the architecture read: the tracked files, and who includes whom."""

import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
CPP = (".h", ".cpp")
SOURCE_FOLDERS = ("sim", "models", "network", "scenarios")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def tracked_files():
    """Paths of all tracked files, relative to the root."""
    listing = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [path for path in listing.stdout.split("\n") if (ROOT / path).is_file()]


def includes():
    """(file, header) for each include of a source folder, e.g. ("sim/a.cpp", "sim/base/b.h")."""
    found = []
    for folder in SOURCE_FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in CPP:
                name = path.relative_to(ROOT).as_posix()
                found += [(name, header) for header in INCLUDE.findall(path.read_text())]
    return found

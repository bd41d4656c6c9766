"""Everything is found by its folder: the top level, and the tests beside what they test."""

import pathlib
import re

from tree import ROOT, SOURCE_FOLDERS, tracked_files

# Top-level folders that hold no source: CONTRIBUTING.md's table leaves them out.
UNLISTED_FOLDERS = {"docs", "scripts", ".ci"}
TOP_LEVEL_FILES = {
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "run", "test"),
    *("CMakeLists.txt", "CMakePresets.json"),
    *(".clang-format", ".clang-tidy", ".flake8", ".gitignore"),
}


def documented_folders():
    """The first column of the table in CONTRIBUTING.md, "Folders and layers"."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    section = text.split("## Folders and layers")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`]+)/` \|", section, re.MULTILINE)


def test_the_top_level_is_what_contributing_md_says():
    tracked = tracked_files()
    folders = {path.split("/")[0] for path in tracked if "/" in path}
    assert folders == {*documented_folders(), *UNLISTED_FOLDERS}
    assert {path for path in tracked if "/" not in path} == TOP_LEVEL_FILES


# Tests of several sources at once.
WITHOUT_NAMESAKE = {
    "tests/scenarios/study/read/imported_profiles.cpp",
    "tests/scenarios/study/read/study_errors.cpp",
}


def has_namesake(test, sources):
    """Whether the name of a test begins with the name of a source, or of the folder, it tests.

    tests/sim/clock.cpp and tests/sim/clock_rounding.cpp both test sim/clock.{h,cpp};
    tests/sim/sim.cpp and tests/sim/sim_queues.cpp would test the folder sim.
    """
    path = pathlib.PurePosixPath(test).relative_to("tests")
    stems = [path.parent.name]
    for source in map(pathlib.PurePosixPath, sources):
        if source.parent == path.parent and source.suffix in (".h", ".cpp"):
            stems.append(source.stem)
    return any(path.stem == stem or path.stem.startswith(stem + "_") for stem in stems)


def test_the_tests_mirror_the_tree():
    tracked = tracked_files()
    tests = [
        path
        for path in tracked
        if path.startswith(tuple(f"tests/{folder}/" for folder in SOURCE_FOLDERS))
        and path.endswith(".cpp")
        and "TEST_CASE(" in (ROOT / path).read_text()
    ]
    assert len(tests) > 50
    alone = {test for test in tests if not has_namesake(test, tracked)}
    assert alone <= WITHOUT_NAMESAKE


def test_a_test_without_a_namesake_would_be_seen():
    sources = ["sim/base/frame.h", "network/fidelity.cpp", "sim/base/shared.md"]
    assert has_namesake("tests/sim/base/frame.cpp", sources)
    assert has_namesake("tests/sim/base/frame_limits.cpp", sources)
    assert has_namesake("tests/network/network_contract.cpp", sources)
    assert not has_namesake("tests/sim/frame.cpp", sources)
    assert not has_namesake("tests/sim/base/frames.cpp", sources)
    assert not has_namesake("tests/sim/base/shared.cpp", sources)

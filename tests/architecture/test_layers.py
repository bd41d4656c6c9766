"""The folders are the architecture: who may include whom, and what each program links."""

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("TIERSIM_BIN", ROOT / "build/bin"))

# folder: folders it may include from, besides itself
MAY_INCLUDE = {
    "sim": set(),
    "models": {"sim"},
    "network": {"sim"},
    "scenarios": {"sim", "models", "network"},
}
# Of models, the front door knows the parts without LibTorch alone.
OPEN_OF_MODELS = ("models/catalog/", "models/protocol/")
TORCH = re.compile(r"^(torch|ATen|c10)/")
NS3 = re.compile(r"^ns3/")
# Only the program that carries messages has MPI in it.
MPI = re.compile(r"^(mpi\.h|boost/mpi)")
NS3_CORE = {"ns3/simulator.h", "ns3/nstime.h"}


def includes():
    for folder in MAY_INCLUDE:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in {".h", ".cpp"}:
                continue
            for line in path.read_text().splitlines():
                match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
                if match:
                    yield folder, path.relative_to(ROOT).as_posix(), match.group(1)


def violations(found):
    for folder, path, header in found:
        target = header.split("/")[0]
        if target in MAY_INCLUDE and target != folder:
            if target not in MAY_INCLUDE[folder]:
                yield f"{path} includes {header}"
            elif target == "models" and not header.startswith(OPEN_OF_MODELS):
                yield f"{path} includes {header}, which needs LibTorch"
        if TORCH.match(header) and folder != "models":
            yield f"{path} includes {header}"
        if TORCH.match(header) and path.startswith(OPEN_OF_MODELS):
            yield f"{path} includes {header}: it is shared with the front door"
        if NS3.match(header) and not (
            folder == "network" or (folder == "sim" and header in NS3_CORE)
        ):
            yield f"{path} includes {header}"
        if MPI.match(header) and not path.startswith("scenarios/mpi/"):
            yield f"{path} includes {header}"
        if header.startswith("hdf5") and not path.startswith("sim/results/"):
            yield f"{path} includes {header}"


def test_the_arrows_between_folders_hold():
    found = list(includes())
    assert len(found) > 200
    assert list(violations(found)) == []


def test_a_wrong_arrow_would_be_seen():
    wrong = [
        ("sim", "sim/a.h", "models/ir/graph.h"),
        ("models", "models/a.cpp", "network/link/link.h"),
        ("network", "network/a.cpp", "torch/torch.h"),
        ("scenarios", "scenarios/a.cpp", "models/ir/graph.h"),
        ("scenarios", "scenarios/a.cpp", "ns3/node.h"),
        ("sim", "sim/a.cpp", "ns3/node.h"),
        ("models", "models/protocol/a.h", "ATen/ATen.h"),
        ("network", "network/a.cpp", "hdf5.h"),
        ("scenarios", "scenarios/run/a.cpp", "boost/mpi/communicator.hpp"),
    ]
    assert len(list(violations(wrong))) == len(wrong)


def linked(program):
    listing = subprocess.run(["ldd", BIN / program], check=True, capture_output=True, text=True)
    return listing.stdout


def test_the_front_door_links_no_libtorch():
    libraries = linked("tiersim")
    assert "libns3" in libraries and "libhdf5" in libraries
    assert "libtorch" not in libraries and "libc10" not in libraries
    assert "libmpi" not in libraries  # it would be slower to start
    assert "libmpi" in linked("tiersim-mpi")


def test_the_tier_links_no_ns3():
    libraries = linked("tiersim-tier")
    assert "libtorch" in libraries
    assert "libns3" not in libraries


def test_the_top_level_is_what_the_readme_says():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\n")
    top = {path.split("/")[0] for path in tracked if path}
    assert top <= {
        *("CMakeLists.txt", "sim", "models", "network", "scenarios", "analysis", "tests"),
        *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "docs"),
        *("CMakePresets.json", "scripts"),
        *("run", "test", ".ci", ".clang-format", ".clang-tidy", ".gitignore", ".flake8"),
    }
    assert not any(path.startswith("results/") for path in tracked)

"""The folders are the architecture: who may include whom."""

import graphlib
import pathlib
import re

from tree import SOURCE_FOLDERS, includes

# folder: folders it may include from, besides itself
MAY_INCLUDE = {
    "sim": set(),
    "models": {"sim"},
    "network": {"sim"},
    "scenarios": {"sim", "models", "network"},
}
# The folders of models that are free of LibTorch. Scenarios may include from these alone.
FREE_OF_LIBTORCH = (
    "models/catalog/",
    "models/protocol/",
    "models/service/wire/",
    "models/service/transport/",
    "models/service/client/",
    "models/service/serving/",
)
LIBTORCH = re.compile(r"^(torch|ATen|c10|caffe2)/")
NS3 = re.compile(r"^ns3/")
NS3_CLOCK = {"ns3/simulator.h", "ns3/nstime.h"}
HDF5 = re.compile(r"^(hdf5|H5)")
MPI = re.compile(r"^(mpi\.h|boost/mpi)")


def wrong_arrows(found):
    """Includes that no folder, or not this folder, may have."""
    for path, header in found:
        folder, target = path.split("/")[0], header.split("/")[0]
        if target in MAY_INCLUDE and target not in MAY_INCLUDE[folder] | {folder}:
            yield path, header
        if header.startswith("tests/"):
            yield path, header
        free = folder != "models" or path.startswith(FREE_OF_LIBTORCH)
        if free and header.startswith("models/") and not header.startswith(FREE_OF_LIBTORCH):
            yield path, header
        if LIBTORCH.match(header) and free:
            yield path, header
        clock = folder == "sim" and header in NS3_CLOCK
        if NS3.match(header) and folder != "network" and not clock:
            yield path, header
        if HDF5.match(header) and not path.startswith("sim/results/"):
            yield path, header
        if MPI.match(header) and not path.startswith("scenarios/mpi/"):
            yield path, header


def cycle(found, depth):
    """Folders that include each other in a circle; [] if none do.

    Folders deeper than `depth` count as their parent at that depth.
    """

    def folder_of(path):
        return "/".join(pathlib.PurePosixPath(path).parent.parts[:depth])

    arrows = {}
    for path, header in found:
        if header.split("/")[0] in SOURCE_FOLDERS and folder_of(path) != folder_of(header):
            arrows.setdefault(folder_of(path), set()).add(folder_of(header))
    try:
        graphlib.TopologicalSorter(arrows).prepare()
    except graphlib.CycleError as error:
        return error.args[1]
    return []


def depths(found):
    return range(1, 1 + max(path.count("/") for path, _ in found))


def test_the_arrows_between_folders_hold():
    found = includes()
    assert len(found) > 200
    assert list(wrong_arrows(found)) == []


def test_a_wrong_arrow_would_be_seen():
    wrong = [
        ("sim/a.h", "models/protocol/messages.h"),
        ("models/ir/a.cpp", "network/link/link.h"),
        ("network/packet/a.cpp", "ATen/ATen.h"),
        ("network/a.cpp", "scenarios/study/study.h"),
        ("scenarios/measure/a.cpp", "models/ir/graph.h"),
        ("scenarios/run/scenario/a.cpp", "ns3/node.h"),
        ("sim/a.cpp", "ns3/node.h"),
        ("sim/a.cpp", "tests/sim/fixed_network.h"),
        ("models/protocol/a.h", "ATen/ATen.h"),
        ("models/catalog/a.h", "models/ir/graph.h"),
        ("network/a.cpp", "hdf5.h"),
        ("scenarios/run/a.cpp", "boost/mpi/communicator.hpp"),
    ]
    assert list(wrong_arrows(wrong)) == wrong


def test_no_folder_includes_back_at_any_depth():
    found = includes()
    assert max(depths(found)) >= 3
    assert {depth: cycle(found, depth) for depth in depths(found)} == {
        depth: [] for depth in depths(found)
    }


def test_a_circle_of_folders_would_be_seen():
    back = [("sim/base/a.h", "sim/records/b.h"), ("sim/records/b.h", "sim/base/c.h")]
    assert cycle(back, 2) and not cycle(back, 1)
    around = [
        ("models/ir/a.h", "models/weights/b.h"),
        ("models/weights/b.h", "models/data/images/c.h"),
        ("models/data/images/c.h", "models/ir/d.h"),
    ]
    assert cycle(around, 3) and not cycle(around[:2], 3)
    # A folder's own files and those of its sub-folder.
    parent = [("sim/a.cpp", "sim/base/b.h"), ("sim/base/b.h", "sim/c.h")]
    assert cycle(parent, 2)
    # No two of these folders include each other, but study and run do.
    deep = [
        ("scenarios/study/read/a.h", "scenarios/run/store/b.h"),
        ("scenarios/run/workers/c.h", "scenarios/study/expand/d.h"),
    ]
    assert cycle(deep, 2) and not cycle(deep, 3)

"""What each program links."""

import os
import pathlib
import subprocess

from tree import ROOT

BIN = pathlib.Path(os.environ.get("TIERSIM_BIN", ROOT / "build/bin"))


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

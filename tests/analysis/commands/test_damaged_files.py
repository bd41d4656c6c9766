"""For a damaged file, every command gives an answer or one line, and never a traceback."""

import os

import pytest

from analysis.helpers.command_line import analyze
from analysis.helpers.damage import IN_HDF5, ON_DISK, damage
from analysis.helpers.planted_study import write_planted
from tiersim_results import commands

# What each command needs besides the file.
ARGUMENTS = {
    "compare": ["sptq", "identity"],
    "crossover": ["--between", "edge", "--and", "cloud"],
    "advise": ["--p99", "20 ms", "--accuracy", "0.9"],
}
# More seeds find more: TIERSIM_FUZZ_SEEDS=2000 takes some 10 minutes on an idle machine.
SEEDS = int(os.environ.get("TIERSIM_FUZZ_SEEDS", "72"))


@pytest.fixture(scope="module")
def small_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("small") / "small.h5"
    return write_planted(path, count=12, bandwidths=[1e6, 50e6])


@pytest.fixture
def figures_are_not_drawn(monkeypatch):
    """Drawing takes ten times as long as the rest, and comes after it."""

    def save(figure, path, **_):
        with open(path, "w", encoding="utf-8") as file:
            file.write("drawn")

    monkeypatch.setattr("matplotlib.figure.Figure.savefig", save)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_damage_ends_in_a_traceback(small_file, tmp_path, figures_are_not_drawn, seed):
    path = tmp_path / "damaged.h5"
    what = damage(small_file, path, seed)
    command = commands.NAMES[seed % len(commands.NAMES)]
    run = analyze(command, path, *ARGUMENTS.get(command, []), cwd=tmp_path)
    assert run.returncode in (0, 2), what
    if run.returncode == 2:
        assert run.stdout == "", what
        assert len(run.stderr.splitlines()) == 1, what
        assert run.stderr.endswith(")\n"), what  # the remedy


def test_the_seeds_do_every_kind_of_damage(small_file, tmp_path):
    kinds = [damage(small_file, tmp_path / "damaged.h5", seed) for seed in range(SEEDS)]
    for kind in [*ON_DISK, *IN_HDF5]:
        assert any(name.startswith(kind) for name in kinds), kind

"""The folders of the Python package: no import runs in a circle, and none leaves the package."""

import ast
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAME = "tiersim_results"
PACKAGE = ROOT / "analysis" / NAME
# library: folders that may import it; None is all of them
LIBRARIES = {
    "numpy": None,
    "pandas": None,
    "scipy": {"statistics", "comparison"},
    "statsmodels": {"statistics", "accuracy"},
    "h5py": {"reading"},
    "matplotlib": {"figures", "output", "commands"},
    "jinja2": {"page"},
    "markupsafe": {"page"},
    "yaml": {"claims", "goal"},
}


def sources():
    """(path within the package, text) of each module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")


def part_of(path):
    """The folder of a module, or its own name if it lies in no folder; "" is the package itself."""
    first = path.split("/")[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imports(path, text):
    """The full names that a module imports, wherever the import stands."""
    package = [NAME, *path.split("/")[:-1]]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            # "from tiersim_results import page" imports a folder.
            yield from (f"{module}.{alias.name}" for alias in node.names)


def arrows(modules):
    """Folder -> folders that it imports from."""
    modules = list(modules)
    parts = {part_of(path) for path, _ in modules}
    graph = {part: set() for part in parts}
    for path, text in modules:
        for name in imports(path, text):
            library, _, inner = name.partition(".")
            if library != NAME:
                continue
            target = inner.split(".")[0]
            graph[part_of(path)].add(target if target in parts else "")
    return {part: targets - {part} for part, targets in graph.items()}


def cycle(graph):
    """The folders of one cycle, in order; empty if there is none."""
    finished, path = set(), []

    def visit(part):
        if part in path:
            return path[path.index(part) :]
        if part in finished:
            return []
        path.append(part)
        found = next(filter(None, map(visit, sorted(graph[part]))), [])
        if not found:
            path.pop()
            finished.add(part)
        return found

    return next(filter(None, map(visit, sorted(graph))), [])


def foreign(modules):
    """Imports of what is neither the package, Python's own library nor allowed in that folder."""
    for path, text in modules:
        for name in imports(path, text):
            library = name.split(".")[0]
            if library == NAME or library in sys.stdlib_module_names:
                continue
            allowed = LIBRARIES.get(library, set())
            if allowed is not None and part_of(path) not in allowed:
                yield f"{path} imports {name}"


def test_no_arrow_between_the_folders_runs_back():
    graph = arrows(sources())
    assert len(graph) > 10 and sum(map(len, graph.values())) > 30
    assert cycle(graph) == []


def test_the_folders_stand_in_the_readme_in_the_order_of_their_arrows():
    readme = (ROOT / "analysis/README.md").read_text(encoding="utf-8")
    section = readme.split("## Where things are")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    order = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert sorted(order) == sorted(folders)
    graph = arrows(sources())
    for number, folder in enumerate(order):
        assert graph[folder] & folders <= set(order[:number]), folder


def test_the_package_imports_its_libraries_alone():
    assert list(foreign(sources())) == []


def test_a_wrong_arrow_would_be_seen():
    wrong = [
        ("reading/reader.py", "from tiersim_results.selection.choices import label"),
        ("selection/choices.py", "import tiersim_results.scenarios.table"),
        ("scenarios/table.py", "def load():\n    from ..reading import reader"),
    ]
    assert cycle(arrows(wrong)) == ["reading", "selection", "scenarios"]
    assert cycle(arrows(wrong[:2] + [("scenarios/table.py", "import numpy")])) == []
    folder = [("page/a.py", "from tiersim_results import figures"), ("figures/b.py", "import page")]
    assert arrows(folder) == {"page": {"figures"}, "figures": set()}
    through_the_package = [
        ("__init__.py", "from tiersim_results.reading import reader"),
        ("reading/reader.py", "import tiersim_results"),
    ]
    assert cycle(arrows(through_the_package)) != []


def test_a_foreign_import_would_be_seen():
    wrong = [
        ("reading/a.py", "import conftest"),
        ("page/a.py", "if True:\n    import h5py"),
        ("claims/a.py", "from matplotlib.figure import Figure"),
        ("statistics/a.py", "import numpy.linalg\nimport os.path\nfrom . import b"),
    ]
    assert [line.split()[0] for line in foreign(wrong)] == [
        "reading/a.py",
        "page/a.py",
        "claims/a.py",
    ]

"""scenarios/study.schema.json says what the reader takes, in the reader's own words."""

import copy
import json
import os
import re
import subprocess
import sys

import jsonschema
import pytest
import yaml

from conftest import BIN, ROOT

SCHEMA = json.loads((ROOT / "scenarios/study.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
STUDIES = sorted((ROOT / "scenarios").glob("*.yaml"))


class Loader(yaml.SafeLoader):
    """YAML 1.2, as editors and the reader take it: "on" and "off" are words."""


Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:bool"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))

WIRE = {"bandwidth": "10 Mbps", "delay": "1 ms"}
MINIMAL = {
    "tiersim": 1,
    "subjects": ["wide_resnet_mini"],
    "operators": ["identity"],
    "deployments": ["mobile", "edge"],
    "tiers": {"mobile": {}, "edge": {}},
    "links": {"mobile-edge": WIRE},
}
# The definitions of the kinds of links.
KINDS = {
    name: definition
    for name, definition in SCHEMA["$defs"].items()
    if definition.get("properties", {}).get("kind", {}).get("const") == name
}


def base_of_link(kind):
    """The fewest settings of a link of this kind."""
    known = KINDS[kind]["properties"]
    base = {key: value for key, value in WIRE.items() if key in known}
    return base if "default" in known["kind"] else {"kind": kind, **base}


# What a part of the schema needs before anything is added to it, by the name of the part.
BASES = {
    **{kind: base_of_link(kind) for kind in KINDS},
    "trace": {"file": "trace.csv"},
    "model": {"architecture": "resnet18", "weights": "weights.pth"},
    "variant": {"weights": "weights.pth"},
}
# Other settings that examples need: BESIDE in the same map, WHOLE at the top level.
BESIDE = {
    ("link", "trace"): {"bandwidth": None},
    ("link", "peak"): {"burst": "125 kB"},
    ("link", "loss_burst"): {"loss": "1 %"},
    ("background_map", "on"): {"off": "8 s"},
    ("background_map", "off"): {"on": "2 s"},
    ("goal", "prefer"): {"p99": "1 s"},
    ("tier", "workers"): {"cores": 4},
    ("tier.batch", "wait"): {"size": 8},
    ("model.data", "train"): {"test": "photos/test"},
    ("model", "classes"): {"data": {"test": "photos/test"}},
    ("model", "torchscript"): {"architecture": None, "weights": None},
    ("model", "input"): {"architecture": None, "weights": None, "torchscript": "model.pt"},
    ("variant", "torchscript"): {"weights": None},
    ("variant", "input"): {"weights": None, "torchscript": "model.pt"},
}
WHOLE = {
    ("network", "transport"): {"request": {"timeout": "1 s"}},
    ("", "operators"): {"deployments": ["edge", "mobile-edge"]},
    ("", "deployments"): {"operators": ["identity", "partition"]},
}
# Parts that exclude others: a trace is given as {file: ...}, without a bandwidth.
INSTEAD = {"trace": {"bandwidth": None}}


def parts(schema, path=(), name="", above=()):
    """Each map of the schema: its path in a study, its name, its schema, and the maps around it."""
    if "$ref" in schema:
        name = schema["$ref"].split("/")[-1]
        yield from parts(SCHEMA["$defs"][name], path, name, above)
    for branch in schema.get("anyOf", []) + [schema[k] for k in ("then", "else") if k in schema]:
        yield from parts(branch, path, name, above)
    if "properties" in schema and path != ("sweep",):
        yield path, name, schema, above
    if "propertyNames" in schema and path == ("models",):
        inner = schema["additionalProperties"]
        yield from parts(inner, path + ("mine",), name, above + ((path, name),))
    if "additionalProperties" in schema and schema["additionalProperties"] is False:
        for key, inner in schema["properties"].items():
            below = f"{name}.{key}" if name else key
            yield from parts(inner, path + (key,), below, above + ((path, name),))


def put(study, path, name, above):
    """Makes the map at `path`, with the settings that it and the maps around it need."""
    place = study
    for depth, key in enumerate(path):
        outer = place
        here = dict((len(p), n) for p, n in above + ((path, name),)).get(depth + 1, "")
        if not isinstance(place.get(key), dict):
            place[key] = {}
        place = place[key]
        if here in KINDS:  # its settings replace those of another kind
            place.clear()
        place.update(copy.deepcopy(BASES.get(here, {})))
        change(outer, INSTEAD.get(here, {}))
    return place


def change(place, settings):
    for key, value in settings.items():
        if value is None:
            place.pop(key, None)
        else:
            place[key] = value


def examples():
    for path, name, schema, above in parts(SCHEMA):
        for key, inner in schema["properties"].items():
            found = inner.get("examples", [])
            if "$ref" in inner:
                found = found or SCHEMA["$defs"][inner["$ref"].split("/")[-1]].get("examples", [])
            for example in found:
                title = ".".join(path + (key,)) + f": {json.dumps(example)}"
                yield title, (path, name, above, key, example)


EXAMPLES = dict(examples())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The files that examples name."""
    folder = tmp_path_factory.mktemp("examples")
    for name, text in {
        "testbed.yaml": "tiers: {mobile: {}}\n",
        "phones.yaml": "tiers: {edge: {}}\n",
        "trace.csv": "time_s,bandwidth_mbps\n0,1\n10,2\n",
        "times.csv": "time_s\n0\n",
        "phones.csv": "subject,operator,stage,tier,service_ms,load_ms\nnet,own,0,edge,1,2\n",
        "weights.pth": "",
        "model.pt": "",
        "photos/train/a/1.png": "",
        "photos/test/a/1.png": "",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def check(tiersim, folder, study):
    (folder / "s.yaml").write_text(json.dumps(study))  # JSON is YAML
    return tiersim("check", folder / "s.yaml")


def test_schema_and_documentation_are_written_from_the_tables_of_keys():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/write-study-reference", "--check"],
        env={**os.environ, "TIERSIM_BIN": str(BIN)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_every_key_of_the_schema_is_listed(tiersim):
    listed = tiersim("list", "keys").stdout
    for path, name, schema, _ in parts(SCHEMA):
        if name != "model.variants":  # its keys are operators
            for key in schema["properties"]:
                assert re.search(rf"\b{key}\b", listed), f"{path} {key}"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.name)
def test_shipped_studies_are_right_and_name_the_schema(path):
    text = path.read_text()
    assert "# yaml-language-server: $schema=study.schema.json\n" in text
    VALIDATOR.validate(yaml.load(text, Loader))


def test_every_setting_has_a_description_and_an_example():
    for path, name, schema, _ in parts(SCHEMA):
        for key, inner in schema["properties"].items():
            referred = SCHEMA["$defs"].get(inner.get("$ref", "").split("/")[-1], {})
            has_own_keys = "properties" in inner or "properties" in referred
            is_link = inner.get("$ref", "").endswith("link")
            assert inner.get("description") or referred.get("description"), f"{path} {key}"
            if not has_own_keys and not is_link and "additionalProperties" not in inner:
                assert inner.get("examples") or referred.get("examples"), f"{path} {key}"


@pytest.mark.parametrize("title", EXAMPLES)
def test_every_example_is_taken_by_schema_and_reader(title, tiersim, folder):
    path, name, above, key, example = EXAMPLES[title]
    study = copy.deepcopy(MINIMAL)
    place = put(study, path, name, above)
    change(place, BESIDE.get(("link" if name in KINDS else name, key), {}))
    change(study, WHOLE.get((name, key), {}))
    place[key] = example
    VALIDATOR.validate(study)
    done = check(tiersim, folder, study)
    assert done.returncode == 0, f"{done.stderr}{json.dumps(study)}"


def test_the_keys_of_every_map_are_those_that_the_reader_knows(tiersim, folder):
    seen = 0
    for path, name, schema, above in parts(SCHEMA):
        study = copy.deepcopy(MINIMAL)
        put(study, path, name, above)["zzqqxx"] = {}
        done = check(tiersim, folder, study)
        assert done.returncode == 2, path
        known = re.search(r'unknown key "zzqqxx" \(known here: (.*)\)', done.stderr)
        assert known, f"{path}: {done.stderr}"
        assert sorted(known.group(1).split(", ")) == sorted(schema["properties"]), path
        assert not VALIDATOR.is_valid(study), path
        seen += 1
    assert seen > 25


def test_the_variants_of_a_model_are_the_operators_that_may_be_ready_made(tiersim):
    lines = tiersim("list", "operators").stdout.splitlines()
    ready_made = {line.split()[0] for line in lines if "; may be ready-made" in line}
    assert ready_made
    assert set(SCHEMA["$defs"]["model"]["properties"]["variants"]["properties"]) == ready_made


@pytest.mark.parametrize(
    "wrong",
    [
        {"tiersim": 2},
        {"tiersim": None},
        {"colour": "blue"},
        {"subjects": []},
        {"subjects": "wide_resnet_mini"},
        {"operators": ["sptq", "sptq"]},
        {"deployments": ["moblie"]},
        {"tiers": None},
        {"tiers": {"mobile": {}, "edge": {"cpu_share": 50}}},
        {"tiers": {"mobile": {}, "edge": {"cores": 1.5}}},
        {"tiers": {"mobile": {}, "edge": {"cores": 0}}},
        {"tiers": {"mobile": {}, "edge": {"power": "6 volts"}}},
        {"tiers": {"mobile": {}, "edge": {"batch": {"wait": "5 ms"}}}},
        {"links": {"mobile-edge": {"bandwidth": "200", "delay": "1 ms"}}},
        {"links": {"mobile-edge": {"bandwidth": "-5 Mbps", "delay": "1 ms"}}},
        {"links": {"mobile-edge": {"bandwidth": "5 Mbps"}}},
        {"links": {"mobile-edge": {"delay": "5 ms", "up": "5 Mbps"}}},
        {"links": {"mobile-edge": {**WIRE, "peak": "1 Gbps"}}},
        {"links": {"mobile-edge": {**WIRE, "discipline": "red"}}},
        {"links": {"mobile-edge": {"kind": "wifi", "delay": "1 ms"}}},
        {"links": {"mobile-edge": WIRE, "edge-cloud": {"kind": "wifi"}}},
        {"links": {"mobile-edge": {**WIRE, "background": {"on": "1 s"}}}},
        {"links": {"mobile-edge": {**WIRE, "trace": {"loop": True}}}},
        {"network": {"fidelity": "exact"}},
        {"relay": "pigeon"},
        {"extrapolate": "maybe"},
        {"seed": -1},
        {"request": {"count": 0}},
        {"request": {"payload": "tensors"}},
        {"request": {"arrivals": "poisson 5"}},
        {"request": {"deadline": "soon"}},
        {"models": {"a b": {"architecture": "resnet18", "weights": "weights.pth"}}},
        {"models": {"mine": {"architecture": "resnet18"}}},
        {"goal": {}},
        {"goal": {"prefer": "mobile"}},
        {"goal": {"p99": "150"}},
        {"goal": {"cost": "1"}},
        {"include": []},
        {"sweep": ["seed"]},
        {"sweep": {"seed": []}},
        {"sweep": {"seed": 5}},
        {"sweep": {"seed": [1, 1]}},
        {"sweep": {"seed": "1 .. 5, cubic, 3 steps"}},
        {"sweep": {"seed": "1 .. 5"}},
        {"sweep": {"subjects": ["a"]}},
        {"sweep": {"goal.p99": ["1 s", "2 s"]}},
        {"sweep": {"zip": {"seed": [1, 2]}}},
        {"sweep": {"zip": "seed"}},
    ],
    ids=json.dumps,
)
def test_wrong_studies_are_refused_by_schema_and_reader(wrong, tiersim, folder):
    study = copy.deepcopy(MINIMAL)
    change(study, wrong)
    assert not VALIDATOR.is_valid(study)
    done = check(tiersim, folder, study)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1

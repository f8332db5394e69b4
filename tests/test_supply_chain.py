"""What treves is built from: locked and hashed, under licences that bind nobody, and built the same twice."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BINDING = re.compile(r"\b(A?GPL|LGPL|SSPL|EUPL|OSL|CC-BY-(SA|NC|ND))|General Public|Proprietary|Commons Clause", re.I)
ROW = re.compile(r"\| ([a-z0-9.-]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")


def _script():
    spec = importlib.util.spec_from_file_location("licences", ROOT / "docs" / "licences.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LICENCES = _script()
LISTED = {
    match[1]: (match[2].strip(), match[3].strip(), match[4].strip())
    for match in ROW.finditer((ROOT / "docs" / "licences.md").read_text("utf-8"))
    if match[1] != "package"
}


def binds(licence):
    """Say whether a licence binds whoever uses what is under it; of alternatives one may take the freest."""
    return all(BINDING.search(choice) for choice in re.split(r"\s+OR\s+", licence))


def test_what_binds_is_known_when_it_is_seen():
    """The rule that judges licences, on licences one knows."""
    for licence in (
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "LGPL-2.1-only AND MIT",
        "GNU General Public License v3 (GPLv3)",
    ):
        assert binds(licence)
    for licence in ("MIT", "BSD License", "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "Apache-2.0 OR BSD-2-Clause"):
        assert not binds(licence)
    assert binds(metadata.metadata("negmas").get("License-Expression") or "AGPL"), "only tests may use it"


def test_no_package_that_is_installed_for_users_binds_them():
    """Core and every extra, on any system: no licence of the sort that would bind treves or what is made with it."""
    parts = LICENCES.needed_by()
    assert set(parts) == {
        "core",
        *tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"],
    }
    for part in parts.values():
        for name in part:
            licence = LICENCES.licence_of(name) or LISTED[name][1]
            assert not binds(licence), f"{name}: {licence}"
    assert not {"negmas", "pygambit"} & {name for part in parts.values() for name in part}


def test_the_list_of_licences_is_that_of_the_lock():
    """Every package with its locked versions, nothing else, none of unknown licence, each as its own metadata say."""
    parts = LICENCES.needed_by()
    wanted = {
        name: ", ".join(sorted({v for p in parts.values() for v in p.get(name, ())}))
        for p in parts.values()
        for name in p
    }
    assert {name: versions for name, (versions, _, _) in LISTED.items()} == wanted
    for name, (versions, licence, _) in LISTED.items():
        assert licence != "not known", name
        try:
            here = metadata.version(name)
        except metadata.PackageNotFoundError:
            assert name in LICENCES.ELSEWHERE
            continue
        if here in versions.split(", "):
            assert licence == LICENCES.licence_of(name)


def test_every_locked_file_has_its_hash_and_comes_from_one_place():
    """A file that was exchanged on the way would not be installed."""
    for packages in LICENCES.locked().values():
        for package in packages:
            if package["name"] == "treves":
                continue
            assert package["source"] == {"registry": "https://pypi.org/simple"}
            files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
            assert files, package["name"]
            for file in files:
                assert re.fullmatch(r"sha256:[0-9a-f]{64}", file["hash"]), file
                assert file["url"].startswith("https://files.pythonhosted.org/")


def test_the_lock_is_that_of_the_project():
    """What the project asks for is what the lock was made for: core, extras and their bounds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (package,) = LICENCES.locked()["treves"]
    asked = {
        (re.match(r"[a-z0-9-]+", line)[0], line[len(re.match(r"[a-z0-9-]+", line)[0]) :], "")
        for line in project["dependencies"]
    }
    for extra, lines in project["optional-dependencies"].items():
        asked |= {
            (re.match(r"[a-z0-9-]+", line)[0], line[len(re.match(r"[a-z0-9-]+", line)[0]) :], extra) for line in lines
        }
    made_for = {
        (one["name"], one.get("specifier", ""), "".join(re.findall(r"extra == '(\w+)'", one.get("marker", ""))))
        for one in package["metadata"]["requires-dist"]
    }
    assert made_for == asked


def test_a_wheel_built_twice_is_the_same_file(tmp_path):
    """In two folders, from files of different dates and rights: byte for byte the same."""
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("building the wheel needs uv on the PATH")
    digests = set()
    for number, stamp in enumerate((1_000_000_000, 1_700_000_000)):
        tree = tmp_path / f"tree{number}"
        shutil.copytree(ROOT / "src", tree / "src", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, tree / name)
        for path in sorted(tree.rglob("*")):
            if path.is_file():
                path.chmod(0o600 if number else 0o644)
            os.utime(path, (stamp, stamp))
        built = subprocess.run(
            [uv, "build", "--wheel", "--out-dir", str(tree / "dist"), str(tree)],
            capture_output=True, text=True, check=False, env=os.environ | {"SOURCE_DATE_EPOCH": "1688601600"},
        )  # fmt: skip
        if built.returncode != 0 and "hatchling" in built.stderr and "fetch" in built.stderr:
            pytest.skip("the build backend can neither be found nor fetched here")
        assert built.returncode == 0, built.stderr
        (wheel,) = (tree / "dist").glob("*.whl")
        digests.add(hashlib.sha256(wheel.read_bytes()).hexdigest())
    assert len(digests) == 1

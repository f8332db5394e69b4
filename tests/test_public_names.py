"""The public names: few, importable, described."""

import subprocess
import sys

import treves


def test_at_most_twenty_names_each_importable_and_described():
    """Every public name resolves and has a docstring; there are at most twenty."""
    assert len(treves.__all__) <= 20
    for name in treves.__all__:
        assert getattr(treves, name).__doc__
    assert set(treves.__all__) <= set(dir(treves))


def test_an_unknown_name_is_an_attribute_error():
    """Asking for what is not there fails as it does everywhere in Python."""
    assert not hasattr(treves, "solve_everything")


def test_import_is_light():
    """`import treves` alone brings in no heavy room."""
    code = "import sys, treves; print(sorted({'numpy', 'numba', 'scipy', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""What importing limcore means."""

import ast
import inspect
import pickle
import pkgutil
import subprocess
import sys

import pytest

import limcore
from limcore import *  # noqa: F403

SELDOM = {"exports", "fitting", "lifetimes", "logged_run", "logs", "profile", "projection", "training"}
OTHERS = {
    *("pandas", "streamlit", "plotly", "dashboard"),
    *("array", "base64", "csv", "importlib.resources", "json", "pathlib", "numpy.polynomial"),
}


def printed(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_import_takes_numpy_and_little_else():
    code = "import sys, numpy; before = set(sys.modules); import limcore; print(*set(sys.modules) - before)"
    assert not {*OTHERS, *(f"limcore.{module}" for module in SELDOM)} & set(printed(code))
    assert "numpy" in printed("import sys, limcore; print(*sys.modules)")


def test_all_of_it_is_loaded_without_a_warning():
    modules = [f"limcore.{module.name}" for module in pkgutil.iter_modules(limcore.__path__)]
    subprocess.run([sys.executable, "-W", "error", "-c", f"import {', '.join(modules)}"], check=True)


def test_what_is_loaded_later_is_what_is_promised():
    """What a type checker is told stands beside the table that loads it."""
    told = {
        line.module.removeprefix("limcore."): tuple(one.name for one in line.names)
        for branch in ast.parse(inspect.getsource(limcore)).body
        if isinstance(branch, ast.If)
        for line in branch.body
        if isinstance(line, ast.ImportFrom)
    }
    assert told == limcore._LATER
    assert set(told) >= SELDOM


def test_every_public_name_is_had_in_each_way():
    assert set(limcore.__all__) <= set(dir(limcore)) & set(globals())
    for name in limcore.__all__:
        assert getattr(limcore, name) is globals()[name]


def test_a_module_is_had_by_its_name_and_never_hides_a_function():
    assert printed("import limcore; print(limcore.logs.__name__)") == ["limcore.logs"]
    modules = [module.name for module in pkgutil.iter_modules(limcore.__path__)]
    later = {name for names in limcore._LATER.values() for name in names}
    assert not later & set(modules)  # whoever loads a module of that name first would get it instead


def test_a_name_that_is_not_there_is_said():
    with pytest.raises(AttributeError, match="module 'limcore' has no attribute 'barier_height'"):
        limcore.barier_height  # noqa: B018


def test_what_is_loaded_later_can_be_sent_to_a_process_that_has_loaded_nothing():
    sent = pickle.dumps((limcore.SUBSTRATES["landauer"], limcore.fit_schedule)).hex()
    code = f"import pickle; one, two = pickle.loads(bytes.fromhex('{sent}')); print(one.title.split()[0], two.__name__)"
    assert printed(code) == ["Landauer", "fit_schedule"]


def test_every_public_function_says_what_it_computes():
    functions = [getattr(limcore, name) for name in limcore.__all__]
    silent = [f.__name__ for f in functions if inspect.isfunction(f) and "Examples" not in (f.__doc__ or "")]
    assert silent == []

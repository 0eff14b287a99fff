"""What importing limcore means."""

import inspect
import subprocess
import sys

import limcore


def test_import_is_light():
    code = "import sys, limcore; print(*{m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "numpy" in loaded
    assert not {"pandas", "streamlit", "plotly", "dashboard"} & set(loaded)


def test_every_public_function_says_what_it_computes():
    functions = [getattr(limcore, name) for name in limcore.__all__]
    silent = [f.__name__ for f in functions if inspect.isfunction(f) and "Examples" not in (f.__doc__ or "")]
    assert silent == []

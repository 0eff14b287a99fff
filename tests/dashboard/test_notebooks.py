"""The example notebooks run, and what they use needs no app."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbclient
import nbformat
import plotly.graph_objects as go

ASSETS = Path(__file__).parents[2] / "assets"
JUPYTER, MARIMO = ASSETS / "notebook.ipynb", ASSETS / "notebook_marimo.py"
DRAWN = "application/vnd.plotly.v1+json"
WITHOUT_APP = """
import sys
import dashboard.figures, dashboard.export.snippet, dashboard.export.tables, limcore
for figure in dashboard.figures.FIGURES.values():
    figure.plot()
    dashboard.export.snippet.snippet(figure, figure.values())
assert "streamlit" not in sys.modules
"""


def succeeds(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_figures_and_scripts_need_no_streamlit():
    succeeds(sys.executable, "-c", WITHOUT_APP)


def test_jupyter_notebook_runs_and_draws():
    notebook = nbformat.read(JUPYTER, as_version=4)
    cells = {cell["id"]: cell for cell in notebook.cells if cell.cell_type == "code"}
    assert not any(cell.outputs or cell.execution_count for cell in cells.values())
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    for name in ("barrier", "learning", "again"):
        (output,) = cells[name].outputs
        assert output["data"][DRAWN]["layout"]["meta"]["caption"]
    assert "At α = 0.3" in cells["barrier"].outputs[0]["data"][DRAWN]["layout"]["meta"]["caption"]


def test_marimo_notebook_runs_as_a_script():
    succeeds(sys.executable, str(MARIMO))
    succeeds(sys.executable, "-m", "marimo", "check", "--strict", str(MARIMO))


def test_slider_of_the_marimo_notebook_redraws_its_figures():
    spec = importlib.util.spec_from_file_location("notebook_marimo", MARIMO)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    outputs, _ = module.app.run(defs={"alpha": SimpleNamespace(value=0.7)})
    figures = [output for output in outputs if isinstance(output, go.Figure)]
    assert len(figures) == 3
    assert all("At α = 0.7" in figure.layout.meta["caption"] for figure in figures)

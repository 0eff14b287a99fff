"""Plotly's script is not the whole of Plotly: it knows all that is drawn here."""

import re

import pytest
from states import drawn_states

from dashboard.figures import FIGURES
from dashboard.places import ASSETS
from dashboard.plotly_script import plotly_script

MAKER = ASSETS.parent / ".ci" / "plotly"


@pytest.fixture(scope="module")
def known(browser):
    """Give the script's version, and the kinds of traces it can draw."""
    tab = browser.new_page()
    tab.add_script_tag(content=plotly_script())
    yield tab.evaluate("() => [Plotly.version, Object.keys(Plotly.PlotSchema.get().traces)]")
    tab.close()


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.name)
def test_every_kind_of_trace_is_in_it(known, figure):
    drawings = [figure.drawing(values) for values in drawn_states(figure.parameters, 10)]
    assert {trace["type"] for drawing in drawings for trace in drawing["data"]} <= set(known[1])


def test_it_is_what_its_maker_says(known):
    said = MAKER.read_text("utf-8")
    version, kinds = re.search(r"^plotly=(\S+)$", said, re.MULTILINE)[1], re.search(r"^kinds=\((.*?)\)", said, re.M)[1]
    assert known[0] == version
    assert set(known[1]) == {"scatter", *kinds.split()}


def test_whose_work_is_in_it_is_told(known):
    licences = (ASSETS / "plotly" / "LICENSES.txt").read_text("utf-8")
    assert f"plotly.js {known[0]} (MIT)" in licences

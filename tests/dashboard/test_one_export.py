"""One export is computed once, in however many formats it is written.

A view of 10¹² updates takes seconds; and what is computed once cannot differ from file to file of a bundle.
"""

import io
import zipfile
from dataclasses import replace

import pytest

from dashboard.export.bundle import bundle
from dashboard.export.export import Export
from dashboard.export.formats import FORMATS
from dashboard.export.html_page import html_page
from dashboard.export.paper import Paper
from dashboard.export.print_layout import print_drawing
from dashboard.export.tables import csv_text, figure_json, parameters_json
from dashboard.figures import FIGURES

BASE = "http://localhost:8501"
FEW = ("wells", "retention", "spectrum")
"""Figures with columns that are drawn and, in the second, columns that take longer."""


def counted(name, **paper):
    """Give an export of a figure that notes for which values its columns are computed."""
    asked = []

    def columns(values):
        asked.append(values)
        return FIGURES[name].columns(values)

    figure = replace(FIGURES[name], columns=columns)
    return Export(figure, figure.values(), BASE, paper=Paper(**paper)), asked


@pytest.mark.parametrize("name", FIGURES)
def test_formats_are_written_from_one_computation(name):
    export, asked = counted(name)
    for write in (csv_text, figure_json, parameters_json, FORMATS["py"].write):
        assert write(export)
    assert print_drawing(export)
    assert export.description
    assert asked == [export.values]


@pytest.fixture(scope="module", params=FEW)
def bundled(request):
    """A figure's name, the export that its bundle was made of, for which values it was computed, and the files."""
    export, asked = counted(request.param, colours="dark")
    return request.param, export, asked, zipfile.ZipFile(io.BytesIO(bundle(export)))


def test_bundle_computes_its_view_no_more_often_than_its_page_alone(bundled):
    """The page draws further states along its sliders, that at which they stand among them; all else adds nothing."""
    name, export, asked, _ = bundled
    alone, asked_alone = counted(name, colours="dark")
    html_page(alone)
    assert asked.count(export.values) == asked_alone.count(alone.values) > 0


def test_files_of_a_bundle_are_those_that_are_had_one_by_one(bundled):
    name, _, _, files = bundled

    def export(**paper):
        return Export(FIGURES[name], FIGURES[name].values(), BASE, paper=Paper(**paper))

    for form in ("csv", "json", "html"):
        assert files.read(f"{name}/{name}.{form}").decode() == FORMATS[form].write(export(colours="dark"))
    assert files.read(f"{name}/explore.py").decode() == FORMATS["py"].write(export())

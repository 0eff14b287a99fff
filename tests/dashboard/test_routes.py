"""The figures over HTTP, from the running app."""

import csv
import io
import json
import struct

import httpx
import numpy as np
import pandas as pd
import pytest
from exactly import read_csv

import limcore
from dashboard.export.export import Export
from dashboard.export.standalone import standalone_figure
from dashboard.figures import FIGURES
from dashboard.parameters import InvalidParameter, defaults


@pytest.fixture(scope="module")
def client(app):
    with httpx.Client(base_url=app.url, timeout=30) as running:
        yield running


@pytest.mark.parametrize("name", FIGURES)
def test_csv_is_the_table(client, app, name):
    table = FIGURES[name].table(defaults(FIGURES[name].parameters) | {"alpha": 0.37})
    got = read_csv(f"{app.url}/figures/{name}.csv?alpha=0.37", table, comment="#")
    pd.testing.assert_frame_equal(got, table, check_dtype=False, check_exact=True)


def test_csv_says_where_it_comes_from(client):
    text = client.get("/figures/barrier.csv?alpha=0.3&unit=meV").text
    comments = dict(line[2:].split(": ", 1) for line in text.splitlines() if line.startswith("# "))
    assert comments["title"] == FIGURES["barrier"].title
    assert comments["alpha"] == "0.3"
    assert comments["kT (meV)"] == "25.852"
    assert comments["figure"] == "barrier"
    assert comments["limcore"] == limcore.__version__
    assert comments["link"].endswith("/barrier?alpha=0.3&unit=meV")
    assert {"R_max (1/s)", "tau_1 (steps)", "rates", "unit", "convention"} <= comments.keys()
    assert not {"gamma_1", "tau_2", "pin_1"} & comments.keys()  # what is not in use says nothing
    header = next(csv.reader(io.StringIO("\n".join(x for x in text.splitlines() if not x.startswith("#")))))
    assert "barrier_height_meV" in header


@pytest.mark.parametrize("name", FIGURES)
def test_json_is_a_plotly_figure(client, name):
    import plotly.io

    answer = client.get(f"/figures/{name}.json?theme=dark")
    drawn = plotly.io.from_json(json.dumps(answer.json()))
    assert drawn.layout.template.layout.paper_bgcolor == "#11161C"
    assert len(drawn.data) >= 1


def test_drawing_of_five_curves_is_small(client):
    answer = client.get("/figures/barrier/drawing?alpha=0.3")
    assert len(answer.content) < 40_000
    assert answer.json()["layout"]["meta"].keys() == {"caption", "labels"}


def test_html_has_each_control_once(client):
    text = client.get("/figures/wells.html?controls=well_drive,well_drive,").text
    assert text.count('"key":"well_drive"') == 1


def test_html_is_a_page_of_the_view(client):
    text = client.get("/figures/barrier.html?alpha=0.3&controls=kT&theme=dark").text
    assert FIGURES["barrier"].title in text
    assert "At α = 0.3" in text
    assert 'data-theme="dark"' in text
    assert "/barrier?alpha=0.3" in text


def test_sweep_has_a_frame_for_each_stop(client):
    answer = client.get("/figures/barrier/sweep?over=alpha&frames=61")
    (length,) = struct.unpack_from("<I", answer.content)
    header = json.loads(answer.content[4 : 4 + length])
    assert len(header["stops"]) == 61
    assert header["stops"][0] == 0.05
    assert header["stops"][-1] == 0.95
    assert len(answer.content) < 600_000


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("barrier.json?alpha=2", 422, "alpha"),
        ("barrier.csv?alpha=nan", 422, "alpha"),
        ("barrier.html?rates=0.1,x", 422, "rates"),
        ("barrier.json?alhpa=0.5", 422, "alhpa"),
        ("barrier.json?theme=pink", 422, "theme"),
        ("barrier.json?table_1=" + "0:0.1," * 6000, 422, "query"),
        ("barrier/sweep?over=unit", 422, "over"),
        ("barrier/sweep?over=alpha&frames=100000", 422, "frames"),
        ("learning.csv?gamma_1=1&schedule_1=exponential", 422, "gamma_1"),
        ("learning.json?schedule_1=cosine&minimum_1=0.5&initial_1=0.1", 422, "minimum_1"),
        ("learning/sweep?over=alpha&schedule_1=cosine&minimum_1=0.5&initial_1=0.1", 422, "minimum_1"),
        ("retention.csv?pin_1=alpha:7", 422, "pin_1"),
        ("retention.csv?pin_1=unit:meV", 422, "pin_1"),
        ("learning-surface.json?steps=0", 422, "steps"),
        ("barrier.html?controls=alpha,kT,R_max", 422, "controls"),
        ("barrier.html?controls=rates", 422, "controls"),
        ("barrier.svg?print=billboard", 422, "print"),
        ("barrier.svg?ground=green", 422, "ground"),
        ("barrier.svg?camera=1,2", 422, "camera"),
        ("barrier.svg?xaxis=0,nan", 422, "xaxis"),
        ("barrier.svg?xaxis=1,1", 422, "xaxis"),
        ("barrier/print?xaxis=-1e5,1e5", 422, "xaxis"),
        ("barrier.html?theme=grey", 422, "theme"),
        ("barrier/sweep?over=alpha&frames=" + "9" * 5000, 422, "frames"),
        ("barrier.csv?alpha=0.1&alpha=0.2", 422, "alpha"),
        ("barrier.csv?alpha=%zz", 422, "alpha"),
        ("barrier.csv?alpha=0.1;kT=2", 422, "alpha"),
        ("barrier.csv?alpha=0.1%00", 422, "alpha"),
        ("spectrum.csv?own_point=%ff:1e-15", 422, "query"),
        ("spectrum.csv?own_point=%ed%a0%80:1e-15", 422, "query"),
        ("spectrum.csv?own_point=a%00b:1e-15", 422, "own_point"),
        ("barrier.csv?%00=1", 422, "\0"),
        ("nothing.json", 404, "figure"),
        ("x.y.z", 404, "figure"),
        ("%ff.csv", 404, "figure"),
        ("barrier.csv/", 404, "figure"),
        ("barrier/nothing", 404, "figure"),
        ("nothing/drawing", 404, "figure"),
        ("barrier/sweep/over", 404, "figure"),
        ("barrier.exe", 404, "format"),
        ("barrier.csv.gz", 404, "format"),
    ],
)
def test_bad_requests_are_refused_with_the_reason(client, path, status, parameter):
    answer = client.get(f"/figures/{path}")
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error["parameter"] == parameter
    assert error["value"]
    assert error["allowed"]


@pytest.mark.parametrize(("path", "parameter"), [("", "figure"), (".csv", "figure"), ("barrier", "format")])
def test_names_that_are_not_whole_are_told(client, path, parameter):
    answer = client.get(f"/figures/{path}")
    assert answer.status_code == 404
    assert answer.json()["error"]["parameter"] == parameter


@pytest.mark.parametrize("path", ["%00.csv", "%2e%2e/barrier.csv", "..%2fbarrier.csv", "%5c..%5cbarrier.csv"])
def test_paths_out_of_the_figures_lead_nowhere(client, path):
    assert client.get(f"/figures/{path}").status_code == 400


def test_plotly_comes_from_the_app(client):
    answer = client.get("/figures/plotly.min.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert "Plotly" in answer.text


def test_values_between_stops_are_exact(client):
    table = pd.read_csv(
        io.StringIO(client.get("/figures/barrier.csv?R_max=1.2345e9&rate_scale=absolute&absolute_rates=7").text),
        comment="#",
    )
    plateau = table.loc[table["n"].isna(), "barrier_height_kT"].max()
    assert plateau == pytest.approx(np.log(1.2345e9 / 7), abs=1e-4)


@pytest.mark.parametrize(
    "path",
    ["retention/print?kT=0.001&squared_gradient=0.43&unit=meV", "spectrum/drawing?schedule_3=exponential&gamma_3=0.01"],
)
def test_energies_out_of_the_range_of_doubles_are_drawn(client, path):
    answer = client.get(f"/figures/{path}&steps=1e12")
    assert answer.status_code == 200
    json.loads(answer.text, parse_constant=pytest.fail)


def test_names_of_ones_own_stay_names(client):
    text = client.get("/figures/spectrum.html?own_point=%3C!--%3Cscript%3E:%201e-15").text
    assert "<!--<script>" not in text
    assert r"\u003c!--" in text


def test_controls_with_too_many_frames_are_refused(monkeypatch):
    monkeypatch.setattr("dashboard.export.standalone.MOST_BYTES", 1000)
    figure = FIGURES["barrier"]
    for controls in (("alpha", "kT"), ("unit", "convention")):
        with pytest.raises(InvalidParameter, match="fewer parameters"):
            standalone_figure(Export(figure, figure.values()), controls, most_bytes=1000, place="here")


def test_sweep_stands_still_where_parameters_do_not_go_together(client):
    # Stops below the lowest learning rate cannot be drawn; the picture keeps the nearest that can.
    answer = client.get("/figures/learning/sweep?over=initial_1&schedule_1=cosine&minimum_1=0.01")
    assert answer.status_code == 200


def test_link_of_a_figure_opens_its_page_and_view(client):
    for name, link in {"retention": "/learning?alpha=0.3&view=retention", "learning": "/learning?alpha=0.3"}.items():
        text = client.get(f"/figures/{name}.csv?alpha=0.3").text
        assert text.split("# link: ")[1].splitlines()[0].endswith(link)

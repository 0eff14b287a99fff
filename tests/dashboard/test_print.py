"""Figures for print: the size they are asked for, type that can be read, and colours that can be told apart."""

import io
import re
import zipfile
from itertools import pairwise

import httpx
import pandas as pd
import pypdf
import pytest

pytest.importorskip("playwright.sync_api")

from exactly import read_csv
from hand import expect, save
from test_browser_labels import starts

import limcore
from dashboard import theme
from dashboard.export.export import Export
from dashboard.export.images import image
from dashboard.export.paper import PRESETS, Paper
from dashboard.export.press import missing_browser
from dashboard.export.print_layout import print_drawing
from dashboard.figures import FIGURES
from dashboard.figures.labels import suited
from dashboard.parameters import InvalidParameter, defaults
from dashboard.references import CITATIONS

# Of a scene, whoever turns it decides what covers what: for words it is not among the others.
SURFACES = [(name, {}) for name in FIGURES if name.endswith("surface")]

MM = 25.4 / 72  # of a point
PLANE = ("barrier", "spectrum", "projection-walls")


@pytest.fixture(scope="module")
def press(browser):
    """Pictures are made with the browser that the tests have found, or Kaleido's own."""
    if reason := missing_browser():
        pytest.skip(reason)


def export(name, paper):
    return Export(FIGURES[name], FIGURES[name].values(), paper=paper)


def drawn(name, **paper):
    return print_drawing(export(name, Paper(**paper)))


@pytest.mark.parametrize(("size", "width"), [("single", 89), ("double", 183), ("slide", 338.6667), ("poster", 600)])
def test_pdf_has_the_size_of_its_preset(press, size, width):
    page = pypdf.PdfReader(io.BytesIO(image(export("barrier", Paper(size=size)), "pdf")))
    assert len(page.pages) == 1
    box = page.pages[0].mediabox
    assert float(box.width) * MM == pytest.approx(width, abs=0.3)
    assert float(box.height) * MM == pytest.approx(PRESETS[size].height, abs=0.3)


@pytest.mark.parametrize(("font", "name"), [("sans", "WallsSans"), ("serif", "WallsSerif")])
def test_pdf_carries_the_font_that_comes_along(press, font, name):
    reader = pypdf.PdfReader(io.BytesIO(image(export("learning", Paper(size="single", font=font)), "pdf")))
    fonts = [one.get_object() for one in reader.pages[0]["/Resources"]["/Font"].get_object().values()]
    assert any(name in one["/BaseFont"] for one in fonts if "/BaseFont" in one), fonts
    for one in fonts:
        holder = one["/DescendantFonts"][0].get_object() if "/DescendantFonts" in one else one
        embedded = {"/FontFile", "/FontFile2", "/FontFile3"} & holder["/FontDescriptor"].keys()
        assert embedded or one["/Subtype"] == "/Type3"


def test_picture_has_the_size_and_the_type_that_are_said():
    paper = Paper.read({"width": "120", "height": "70", "type": "9"})
    ready = print_drawing(export("barrier", paper))
    width, height = (ready.drawing["layout"][side] * ready.scale / 96 * 25.4 for side in ("width", "height"))
    assert (width, height) == pytest.approx((120, 70))
    assert 14 * ready.scale * 72 / 96 == pytest.approx(9)


@pytest.mark.parametrize(
    "query",
    [
        {"width": "1e9"},
        {"height": "nan"},
        {"type": "-1"},
        {"width": "wide"},
        {"width": "40", "height": "30", "type": "40"},
        {"width": "1000", "height": "1000", "type": "4"},
        {"print": "single", "width": "120"},
    ],
)
def test_a_size_that_cannot_be_drawn_is_refused(query):
    with pytest.raises(InvalidParameter):
        Paper.read(query)


def test_an_image_has_no_more_pixels_than_can_be_drawn():
    ready = print_drawing(export("barrier", Paper.read({"width": "1000", "height": "1000", "type": "20"})))
    layout = ready.drawing["layout"]
    assert layout["width"] * layout["height"] * ready.image_scale**2 <= 20.01e6


def test_png_has_the_resolution_of_its_preset(press):
    png = image(export("wells", Paper(size="single")), "png")
    assert int.from_bytes(png[16:20]) == pytest.approx(89 / 25.4 * 600, abs=2)


def test_transparent_ground_is_transparent(press):
    svg = image(export("wells", Paper(ground="transparent")), "svg").decode()
    opaque = image(export("wells", Paper()), "svg").decode()
    ground = re.compile(r'<rect x="0" y="0" width="[0-9.]+" height="[0-9.]+" style="fill: rgb\(255, 255, 255\)')
    assert ground.search(opaque)
    assert not ground.search(svg)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(("size", "points"), [("single", 5), ("double", 5), ("slide", 8), ("poster", 16)])
def test_type_can_be_read_where_it_is_shown(name, size, points):
    ready = drawn(name, size=size)
    sizes = [size for size in _sizes(ready.drawing) if size > 0]
    assert min(sizes) * ready.scale * 72 / 96 >= points


def _sizes(node, key=""):
    if isinstance(node, dict):
        own = [node["size"]] if key.endswith("font") and "size" in node else []
        return own + [size for name, inner in node.items() for size in _sizes(inner, name)]
    if isinstance(node, list):
        return [size for inner in node for size in _sizes(inner, key)]
    return []


@pytest.mark.parametrize("name", FIGURES)
def test_grey_has_no_colours(name):
    text = repr(drawn(name, colours="grey").drawing)
    for red, green, blue in re.findall(r"#(\w\w)(\w\w)(\w\w)\b", text):
        assert red == green == blue
    for red, green, blue in re.findall(r"rgba?\((\d+), ?(\d+), ?(\d+)", text):
        assert red == green == blue


@pytest.mark.parametrize(("name", "own"), [*starts(), *SURFACES])
@pytest.mark.parametrize("size", ["single", "double"])
def test_lines_in_grey_differ_by_more_than_their_grey(name, own, size):
    figure = FIGURES[name]
    exported = Export(figure, defaults(figure.parameters) | own, paper=Paper(size=size, colours="grey"))
    in_colours = _lines(suited(exported.drawing, *PRESETS[size].canvas))
    looks = {}
    for colours, grey in zip(in_colours, _lines(print_drawing(exported).drawing), strict=True):
        looks.setdefault(colours[1:4], grey[1:])
        for other, look in looks.items():
            if other != colours[1:4]:
                dash, width, opacity = look[1:]
                thicker = max(width, grey[3]) >= 1.5 * min(width, grey[3])
                assert dash != grey[2] or thicker or opacity != grey[4], (grey, look)


def _lines(drawing):
    """List the lines that say what they are, by name, colour, dash, width and opacity; thicker ones are bars."""
    found = []
    for trace in drawing["data"]:
        line, opacity = trace.get("line", {}), trace.get("opacity", 1)
        thinnest_bar = 16 if trace["type"] == "scatter3d" else 8
        shown = "lines" in trace.get("mode", "") and opacity > 0 and 0 < line.get("width", 2) < thinnest_bar
        if shown and trace["type"].startswith("scatter") and trace.get("hoverinfo") != "skip":
            found.append((trace["name"], line["color"], line.get("dash", "solid"), line.get("width", 2), opacity))
    for shape in drawing["layout"].get("shapes", []):
        line = shape["line"]
        if shape["type"] == "line" and line["width"] > 1.2:
            found.append(("level", line["color"], line.get("dash", "solid"), line["width"], 1))
    return found


def test_ranges_in_grey_are_bars_in_one_piece():
    bars = [trace for trace in drawn("spectrum", colours="grey").drawing["data"] if trace.get("opacity") == 0.45]
    assert bars
    assert not any("dash" in bar["line"] for bar in bars)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_neighbouring_lines_differ_for_every_kind_of_eye(mode):
    lines = [theme.COLORS[mode][f"@line-{k}"] for k in range(6)]
    for one, other in pairwise(lines):
        for eye in _EYES.values():
            assert _distance(one, other, eye) > 0.1


# Machado, Oliveira and Fernandes, 2009: what a deuteranope and a protanope see, and grey.
_EYES = {
    "deuteranope": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "protanope": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "trichromat": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}


def _distance(one, other, eye):
    def seen(color):
        parts = [int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        return [sum(weight * part for weight, part in zip(row, parts, strict=True)) for row in eye]

    return sum((a - b) ** 2 for a, b in zip(seen(one), seen(other), strict=True)) ** 0.5


def test_picture_is_zoomed_and_turned_as_it_was_seen():
    paper = Paper.read({"camera": "1,2,3,0,0,0.5", "xaxis": "-3,1"})
    scene = print_drawing(export("barrier-surface", paper)).drawing["layout"]
    assert scene["scene"]["camera"]["eye"] == {"x": 1.0, "y": 2.0, "z": 3.0}
    plane = print_drawing(export("barrier", paper)).drawing["layout"]
    assert plane["xaxis"]["range"] == [-3.0, 1.0]


def test_picture_that_is_zoomed_below_a_few_decades_has_ticks_between_them():
    whole = print_drawing(export("barrier", Paper())).drawing["layout"]["xaxis"]
    near = print_drawing(export("barrier", Paper.read({"xaxis": "2,3"}))).drawing["layout"]["xaxis"]
    assert whole["dtick"]
    assert "dtick" not in near
    assert near["minor"]["ticks"] == "outside"


def test_routes_give_pictures_and_bundles(press, app):
    with httpx.Client(base_url=app.url, timeout=120) as client:
        for form, start in {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "py": b"# Barrier"}.items():
            answer = client.get(f"/figures/barrier.{form}?alpha=0.3&print=single&ground=transparent")
            assert answer.status_code == 200
            assert answer.content.startswith(start)
        packed = client.get("/figures/barrier.zip?alpha=0.3&print=single").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = {name.removeprefix("barrier/") for name in archive.namelist()}
        pictures = {f"barrier.{form}" for form in ("csv", "json", "html", "svg", "png", "pdf")}
        assert names == pictures | {"README.txt", "parameters.json", "regenerate.py", "explore.py", "citation.bib"}
        assert CITATIONS["chakrabartty2023walls"].bibtex in archive.read("barrier/citation.bib").decode()


def test_bundle_makes_its_table_again(press, app, tmp_path, monkeypatch):
    packed = httpx.get(f"{app.url}/figures/wells.zip?well_barrier=4", timeout=60).content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "wells"
    table = limcore.read_export(folder / "wells.csv").table
    monkeypatch.chdir(tmp_path)
    exec((folder / "regenerate.py").read_text("utf-8"), {})
    pd.testing.assert_frame_equal(read_csv(tmp_path / "wells.csv", table), table, check_exact=True)


def test_server_without_a_browser_says_what_is_missing(app, browser, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nonexistent")
    other = type(app)()
    other.start()
    try:
        answer = httpx.get(f"{other.url}/figures/barrier.pdf")
        assert answer.status_code == 501
        assert "apt install chromium" in answer.json()["error"]["remedy"]
        tab = browser.new_context().new_page()
        tab.goto(f"{other.url}/wells")
        button = tab.get_by_role("button", name="PDF")
        expect(button).to_be_disabled(timeout=30_000)
        assert "apt install chromium" in button.get_attribute("title")
        assert save(tab, "SVG").startswith(b"<svg")
        tab.context.close()
        packed = httpx.get(f"{other.url}/figures/wells.zip", timeout=60).content
        assert "wells/NO-PICTURES.txt" in zipfile.ZipFile(io.BytesIO(packed)).namelist()
    finally:
        other.stop()

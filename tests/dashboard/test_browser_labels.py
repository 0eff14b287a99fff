"""Words in figures cover nothing: each is drawn at all sizes by a real browser, and what its words meet is counted."""

from pathlib import Path

import pytest

from dashboard import presets, theme
from dashboard.catalogue import PAGES
from dashboard.export.export import Export
from dashboard.export.paper import Paper
from dashboard.export.print_layout import print_drawing
from dashboard.figures import FIGURES
from dashboard.figures.base import encode_arrays
from dashboard.fonts import FAMILIES, font_faces
from dashboard.parameters import defaults
from dashboard.plotly_script import plotly_script

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
DASHBOARD = HERE.parents[1] / "dashboard"
ORIGIN = "http://figures.test/"
# How large a picture is on a telephone, in a classroom of 1280 × 720 pixels, and in a window that is 1400 wide.
SIZES = {
    "390": {"width": 366, "height": 354, "classroom": False},
    "1280×720": {"width": 774, "height": 390, "classroom": True},
    "1400": {"width": 863, "height": 560, "classroom": False},
}
PAPERS = ("single", "double")


# Where the dots of a figure and their names meet.
CORNERS = {
    "memory-price": {
        f"α = {alpha:g}, {low:g} kT": {"alpha": alpha, "low_barrier": low}
        for alpha in (0.05, 0.1, 0.2, 0.5, 0.8, 0.95)
        for low in (0.0, 0.5, 1.0, 5.0, 10.0)
    },
    "dissipation": {
        "many updates": {"steps": 1e12},
        "ten updates": {"steps": 10.0},
        "exponential": {"schedule_1": "exponential"},
    },
    "training": {
        "over energy": {"training_axis": "energy"},
        "what is right, over time": {"training_axis": "seconds", "judged_by": "accuracy"},
    },
    "training-price": {
        "along M": {"price_knob": "weight_elements"},
        "what is right, along α": {"price_knob": "alpha", "judged_by": "accuracy"},
    },
    "barrier": {"three schedules": {"schedule_2": "exponential", "schedule_3": "cosine"}},
}


def starts():
    """List the figures in a plane as pages show them: by the defaults, and by each preset that is something else."""
    offered = {
        "barrier": presets.BARRIER_PRESETS,
        "learning": presets.LEARNING_PRESETS,
        "energy": presets.ENERGY_PRESETS,
        "spectrum": presets.SPECTRUM_PRESETS,
        "projection": presets.PROJECTION_PRESETS,
        "wells": presets.WELLS_PRESETS,
        "lifetimes": presets.LIFETIMES_PRESETS | presets.HISTORY_PRESETS,
    }
    seen = set()
    for page in PAGES.values():
        for figure in page.figures:
            for preset, values in (
                {"as it opens": {}} | offered.get(page.name, {}) | CORNERS.get(figure.name, {})
            ).items():
                own = {key: value for key, value in values.items() if key in figure.parameters}
                state = figure.name, str(own)
                # Of a scene, whoever turns it decides what covers what.
                if state not in seen and not figure.name.endswith("surface"):
                    yield pytest.param(figure.name, own, id=f"{figure.name}, {preset}")
                seen.add(state)


@pytest.fixture(scope="module")
def page(browser):
    opened = browser.new_page(viewport={"width": 1400, "height": 1000})

    def answer(route):
        name = route.request.url.removeprefix(ORIGIN)
        if name.endswith(".js"):
            path = HERE / name if name == "overlaps.js" else DASHBOARD / name
            route.fulfill(body=path.read_text("utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><body style='margin:0'>", content_type="text/html")

    opened.route(f"{ORIGIN}**", answer)
    opened.goto(ORIGIN)
    opened.add_script_tag(content=plotly_script())
    opened.add_style_tag(content=font_faces(*FAMILIES))
    opened.evaluate("() => Promise.all([...document.fonts].map((font) => font.load()))")
    opened.add_script_tag(url=f"{ORIGIN}overlaps.js", type="module")
    opened.wait_for_function("() => Boolean(window.drawPrint)")
    yield opened
    opened.close()


def meetings(page, name, own):
    """Say what words meet, by the size of the picture."""
    figure = FIGURES[name]
    values = defaults(figure.parameters) | own
    drawing = encode_arrays(figure.drawing(values))
    found = {}
    for size, canvas in SIZES.items():
        colors = theme.HIGH_CONTRAST["light"] if canvas["classroom"] else theme.COLORS["light"]
        look = canvas | {"colors": colors, "template": theme.template()}
        found[size] = page.evaluate("([drawing, look]) => drawHere(drawing, look)", [drawing, look])
    for paper in PAPERS:
        ready = print_drawing(Export(figure, values, paper=Paper(size=paper)))
        found[paper] = page.evaluate("drawing => drawPrint(drawing)", encode_arrays(ready.drawing))
    return {size: what for size, what in found.items() if what}


@pytest.mark.parametrize(("name", "own"), list(starts()))
def test_words_cover_nothing(page, name, own):
    assert meetings(page, name, own) == {}

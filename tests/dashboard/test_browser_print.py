"""On paper a picture keeps its room, and letters are as wide as they are measured: drawn by a real browser."""

import pytest
from test_browser_labels import page, starts  # noqa: F401  (a fixture)

from dashboard.export.export import Export
from dashboard.export.paper import Paper
from dashboard.export.print_layout import print_drawing
from dashboard.figures import FIGURES
from dashboard.figures.base import encode_arrays
from dashboard.figures.labels.text import size_of
from dashboard.fonts import FAMILIES
from dashboard.parameters import defaults

pytestmark = pytest.mark.browser

LEAST = 0.55  # of its height, and of its width but for names that stand beside it
LONG_NAMES = {"schedule_1": "cosine_restarts", "warmup_steps_1": 1000.0, "schedule_2": "exponential"}
LONGER_NAMES = LONG_NAMES | {"schedule_3": "cosine_restarts", "warmup_steps_3": 1000.0}
LONG = [
    pytest.param(name, own, id=f"{name}, {len(own)} of long names")
    for name in ("learning", "retention", "barrier", "dissipation")
    for own in (LONG_NAMES, LONGER_NAMES)
]


@pytest.mark.parametrize(("name", "own"), [*(start for start in starts() if start.values[1] == {}), *LONG])
def test_a_picture_in_a_column_keeps_its_room(page, name, own):  # noqa: F811
    figure = FIGURES[name]
    values = defaults(figure.parameters) | {key: value for key, value in own.items() if key in figure.parameters}
    for paper in (Paper(size="single"), Paper.read({"width": "70", "height": "60"})):
        ready = encode_arrays(print_drawing(Export(figure, values, paper=paper)).drawing)
        page.evaluate("drawing => drawPrint(drawing)", ready)
        width, height = page.evaluate(
            "() => { const { w, h } = document.querySelector('.js-plotly-plot')._fullLayout._size; return [w, h] }"
        )
        layout = ready["layout"]
        shares = width / layout["width"], height / layout["height"]
        assert min(shares) > LEAST, (paper.size, layout["width"], layout["height"], shares)


WORDS = [
    "R/Rmax = 10⁻⁵ → 11.51 kT",
    "▲ ten years at 10⁹ /s: 40.29 kT",
    "cosine restarts (period 1,000, each × 2, warm-up 1,000)",
    "exponential (γ = 0.9998)",
    "E⁰ ≥ 0 from n = 1 to 247",
    "learning-in-memory: α ln ε − ln 2",
]


@pytest.mark.parametrize("kind", FAMILIES)
def test_no_text_is_wider_than_it_is_measured(page, kind):  # noqa: F811
    measure = """([family, words]) => {
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = `14px ${family}`;
      return words.map((text) => pen.measureText(text).width);
    }"""
    drawn = page.evaluate(measure, [FAMILIES[kind], WORDS])
    assert [text for text, width in zip(WORDS, drawn, strict=True) if width > size_of(text)[0]] == []

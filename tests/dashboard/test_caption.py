"""What stands under a figure in a paper: its words and parameters, as LaTeX takes them."""

import re

import pytest
from test_browser_labels import starts

import limcore
from dashboard.export.caption import caption_text, latex, latex_figure
from dashboard.export.export import Export
from dashboard.export.paper import Paper
from dashboard.figures import FIGURES
from dashboard.parameters import defaults
from dashboard.references import CITATIONS, SOFTWARE, citation


def export(name, own=None, **paper):
    figure = FIGURES[name]
    return Export(figure, defaults(figure.parameters) | (own or {}), paper=Paper(**paper))


@pytest.mark.parametrize(("name", "own"), [*starts(), ("barrier-surface", {}), ("learning-surface", {})])
def test_a_caption_is_set_by_any_latex(name, own):
    written = latex_figure(export(name, own))
    assert set(re.sub(r"[éü]", "", written)) <= {chr(code) for code in range(32, 127)} | {"\n"}
    assert written.count("{") == written.count("}")
    assert written.count("$") % 2 == 0
    assert not re.search(r"(?<!\\)[%&#]", written)


def test_a_caption_tells_what_is_seen_and_how_it_was_made():
    told = caption_text(export("learning", {"alpha": 0.3, "schedule_1": "exponential"}))
    assert "lifts the barrier from" in told
    assert "α = 0.3" in told
    assert "10 years" in told
    assert told.endswith(f"Computed with limcore {limcore.__version__}.")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("50 % of {x} & y_1 #2", r"50 \% of \{x\} \& y\_1 \#2"),
        ("2.5 × 10⁻¹² J", r"2.5 $\times$ 10$^{-12}$ J"),
        ("R<sub>max</sub> → ∞", r"R$_{\mathrm{max}}$ $\rightarrow$ $\infty$"),
        (r"a\b~c^d", r"a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d"),
    ],
)
def test_signs_are_written_as_latex_has_them(text, written):
    assert latex(text) == written


def test_a_figure_across_two_columns_is_as_wide_as_both():
    assert latex_figure(export("barrier", size="double")).startswith("\\begin{figure*}")
    assert r"width=\columnwidth" in latex_figure(export("barrier", size="single"))
    assert "width=140mm" in latex_figure(export("barrier", size="own", lengths={"width": 140.0}))


def test_what_is_cited_has_a_number_or_says_why_not():
    for entry in (*CITATIONS.values(), SOFTWARE):
        assert entry.doi or entry.arxiv or "DOI" in entry.note, entry.key
    keys = re.search(r"\\cite\{(.*?)\}", latex_figure(export("barrier")))[1].split(",")
    assert all(f"{{{key}," in citation() for key in keys)

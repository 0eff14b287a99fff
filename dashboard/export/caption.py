"""A figure in words to stand under it: its caption with its parameters, and the lines that set both in LaTeX."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import limcore
from dashboard.export.export import Export
from dashboard.export.paper import PRESETS
from dashboard.figures.chosen_schedules import in_use
from dashboard.parameters import PARAMETERS, Choice, Number
from dashboard.readings import reading
from dashboard.references import PAPER_KEY, SOFTWARE
from dashboard.wording import sentence

__all__ = ["caption_text", "latex", "latex_figure"]

_RAISED: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿᵖ]+")
_LOWERED: Final = re.compile("[₀₁₂₃₄₅₆₇₈₉]+")
_TAG: Final = re.compile(r"<(su[bp])>(.*?)</\1>")
_SPECIAL: Final = {letter: f"\\{letter}" for letter in "&%$#_{}"} | {
    **{"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"},
    **{"<": r"\textless{}", ">": r"\textgreater{}"},
}
_WORDS: Final = {
    "–": "--",
    "—": "---",
    "…": r"\dots{}",
    "’": "'",
    "“": "``",
    "”": "''",
    "\u00a0": "~",
    "°": r"\textdegree{}",
}
_SIGNS: Final = {
    **{"×": "times", "±": "pm", "·": "cdot", "≤": "leq", "≥": "geq", "∞": "infty", "→": "rightarrow"},
    **{
        "←": "leftarrow",
        "≈": "approx",
        "∂": "partial",
        "√": "surd",
        "⋯": "cdots",
        "▲": "triangle",
        "▶": "triangleright",
        "µ": "mu",
    },
    **{
        "Δ": "Delta",
        "α": "alpha",
        "γ": "gamma",
        "ε": "varepsilon",
        "λ": "lambda",
        "Λ": "Lambda",
        "τ": "tau",
        "π": "pi",
    },
}


def caption_text(export: Export) -> str:
    """Write the caption: what the figure is and says, its parameters, and what it was computed with."""
    return f"{_said(export)}."


def _said(export: Export) -> str:
    """Write the caption but for its last full stop, before which LaTeX has what is cited."""
    figure = export.figure
    said = export.drawing["layout"].get("meta", {}).get("caption", "")
    settings = "; ".join(_settings(export))
    parts = [f"{sentence(figure.title)}.", said, f"Parameters: {settings}." if settings else "", f"{figure.source}."]
    return " ".join([*filter(None, parts), f"Computed with limcore {limcore.__version__}"])


def _settings(export: Export) -> list[str]:
    """Name the parameters in use that differ from what they are at first, and all that have a unit."""
    told = []
    for key in in_use(export.values):
        parameter, value = PARAMETERS[key], export.values[key]
        if value == parameter.default and not parameter.unit:
            continue
        if isinstance(parameter, Choice):
            told.append(f"{parameter.label}: {parameter.options[value]}")
        elif isinstance(parameter, Number):
            told.append(f"{parameter.label} = {reading(parameter, value)}")
        else:
            told.append(f"{parameter.label}: {parameter.format(value)}")
    return told


def latex_figure(export: Export) -> str:
    """Write a figure in LaTeX: its picture at the width it is printed, its caption, its label and what to cite."""
    figure, size = export.figure, export.paper.size
    width = {"single": r"\columnwidth", "double": r"\textwidth"}.get(size, f"{export.paper.preset.width:g}mm")
    if size not in PRESETS or size == "screen":
        width = r"\linewidth"
    kind = "figure*" if size == "double" else "figure"
    return "\n".join(
        [
            rf"\begin{{{kind}}}",
            r"  \centering",
            rf"  \includegraphics[width={width}]{{{figure.name}.pdf}}",
            rf"  \caption{{{latex(_said(export))}~\cite{{{PAPER_KEY},{SOFTWARE.key}}}.}}",
            rf"  \label{{fig:{figure.name}}}",
            rf"\end{{{kind}}}",
            "",
        ]
    )


def latex(text: str) -> str:
    """Write a text as LaTeX takes it."""
    parts: list[str] = []
    rest = text
    while found := _TAG.search(rest):
        sign = "_" if found[1] == "sub" else "^"
        parts += [_plain(rest[: found.start()]), f"${sign}{{\\mathrm{{{_plain(found[2])}}}}}$"]
        rest = rest[found.end() :]
    return "".join([*parts, _plain(rest)])


def _plain(text: str) -> str:
    marked = "".join(_SPECIAL.get(letter, letter) for letter in text)
    marked = _RAISED.sub(lambda found: f"$^{{{_level(found[0])}}}$", marked)
    marked = _LOWERED.sub(lambda found: f"$_{{{_level(found[0])}}}$", marked)
    return "".join(_letter(letter) for letter in marked)


def _level(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("−", "-")


def _letter(letter: str) -> str:
    if letter in _SIGNS:
        return f"$\\{_SIGNS[letter]}$"
    return "$-$" if letter == "−" else _WORDS.get(letter, letter)

"""What a page is, as data: its name and icon, its words, and the figures that its views show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType

from dashboard.figures import FIGURES, Figure

__all__ = ["TABLE", "Page", "View"]

TABLE = "table"
"""The view of the first figure's table."""


@dataclass(frozen=True, kw_only=True)
class View:
    """One of the views of a page."""

    name: str
    """Its name in addresses."""
    label: str
    figure: str
    """The name of the figure that it shows."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page: what is known of it without drawing it."""

    name: str
    """Its name in addresses."""
    icon: str
    place: int
    """Where it stands in the navigation; a visitor begins at the first."""
    words: ModuleType
    """Its title, what it is about, and its chapters."""
    views: tuple[View, ...] = ()
    own: tuple[str, ...] = ()
    """Parameters that it has besides those of its figures."""
    called: str = ""
    """What the navigation calls it, if that is not its name."""
    begins_with_words: bool = False
    """Whether its figures stand below what is to be read."""

    @property
    def label(self) -> str:
        """What the navigation calls it."""
        return self.called or self.name.capitalize()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures, each once."""
        return tuple(FIGURES[name] for name in dict.fromkeys(view.figure for view in self.views))

    @property
    def parameters(self) -> tuple[str, ...]:
        """The keys of all its parameters."""
        view = ("view",) if len(self.views) > 1 else ()
        return tuple(dict.fromkeys((*view, *_keys(self.figures), *self.own)))

    def figure(self, view: str) -> Figure | None:
        """Give the figure of a view; of a view that it has not, the first; none if it has none."""
        wanted = next((one.figure for one in self.views if one.name == view), "")
        return FIGURES.get(wanted, self.figures[0] if self.figures else None)

    def first_sight(self, view: str) -> Figure | None:
        """Give the figure that is seen at the top of a view; none where there are words, or numbers."""
        return None if self.begins_with_words or view == TABLE else self.figure(view)


def _keys(figures: Iterable[Figure]) -> list[str]:
    return [key for figure in figures for key in figure.parameters]

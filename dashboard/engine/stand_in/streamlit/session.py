"""A visit: what is kept from run to run, and how a run goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .blocks import Block
    from .navigation.page import Page

__all__ = ["Run", "Session", "current", "rerun", "switch_page"]

_MOST_RUNS: Final = 5  # of a page that asks to be run again

Node = dict[str, Any]


@dataclass
class Run:
    """What is known of a run."""

    is_history_navigation: bool = False


class _Rerun(Exception):
    """The page is to run again, or another one."""


class Query(dict[str, str]):
    """What the address says."""

    def from_dict(self, query: Mapping[str, str]) -> None:
        """Put another query in its place."""
        self.clear()
        self.update(query)


@dataclass
class Context:
    """Where the page is seen."""

    url: str = ""


@dataclass
class Session:
    """A visit; one at a time."""

    session_state: dict[str, Any] = field(default_factory=dict)
    query_params: Query = field(default_factory=Query)
    context: Context = field(default_factory=Context)
    page: str = ""
    """The page that is shown."""
    run: Run = field(default_factory=Run)
    _listeners: dict[str, Callable[[Any], None]] = field(default_factory=dict)
    _passing: list[Callable[[], Any]] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _names: dict[str, int] = field(default_factory=dict)

    @property
    def here(self) -> Block:
        """Where elements are drawn at the moment."""
        return self._blocks[-1]

    def enter(self, block: Block) -> None:
        """Draw in a block from now on."""
        self._blocks.append(block)

    def leave(self) -> None:
        """Draw where it was drawn before."""
        self._blocks.pop()

    def named(self, kind: str, label: str, key: str | None) -> str:
        """Give an element its name, by which it is known from run to run."""
        if key is not None:
            return key
        name = f"{kind} {label}"
        count = self._names[name] = self._names.get(name, 0) + 1
        return f"{name} {count}"

    def listen(self, name: str, heard: Callable[[Any], None]) -> None:
        """Hear what a visitor does with an element of this run."""
        self._listeners[name] = heard

    def forget_after(self, forget: Callable[[], Any]) -> None:
        """Do something once the run has ended: what was said holds for one."""
        self._passing.append(forget)

    def hear(self, name: str, message: Any) -> None:
        """Let the page hear what a visitor has done, before it runs; what is no longer there hears nothing."""
        if name in self._listeners:
            _enter(self)
            self._listeners[name](message)

    def draw(self, page: Callable[[str], None]) -> list[Node]:
        """Run a page, which is told its name, and give what is to be seen."""
        from .blocks import Block

        _enter(self)
        for _ in range(_MOST_RUNS):
            root: Node = {"kind": "page", "children": []}
            self._blocks, self._names, self._listeners = [Block(root)], {}, {}
            try:
                page(self.page)
                break
            except _Rerun:
                self.run = Run()
            finally:
                self._forget()
        seen: list[Node] = root["children"]
        return seen

    def _forget(self) -> None:
        for forget in self._passing:
            forget()
        self._passing, self.run = [], Run()


_current: list[Session] = []


def _enter(session: Session) -> None:
    _current[:] = [session]


def current() -> Session:
    """Give the visit whose page runs."""
    return _current[0]


def rerun() -> None:
    """Run the page again, from its top."""
    raise _Rerun


def switch_page(page: Page, *, query_params: Mapping[str, str] | None = None) -> None:
    """Leave the page for another."""
    session = current()
    session.page = page.url_path
    session.query_params.from_dict(query_params or {})
    raise _Rerun

"""The reference of limcore: every public name, as its docstring has it, by the module that it comes from."""

from __future__ import annotations

import ast
import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, is_dataclass
from importlib import import_module
from itertools import pairwise
from types import ModuleType
from typing import Any, Final, get_args

from markupsafe import Markup

import limcore
from dashboard.site.docstrings import section_html, sections, text_html
from dashboard.site.parts import Page
from dashboard.templates import markup
from dashboard.words import model
from dashboard.words import reference as words

__all__ = ["public_names", "reference_page"]

_PACKAGE: Final = limcore.__name__


@functools.cache
def public_names() -> dict[str, list[str]]:
    """List the public names of limcore by the module from which it takes them, in the order of the alphabet."""
    found: dict[str, list[str]] = {}
    for line in ast.walk(ast.parse(inspect.getsource(limcore))):
        if isinstance(line, ast.ImportFrom) and line.module:
            found.setdefault(line.module, []).extend(one.name for one in line.names if one.name in limcore.__all__)
    return {module: names for module, names in sorted(found.items()) if not module.startswith(f"{_PACKAGE}._")}


def reference_page() -> Page:
    """Write the page."""
    body = markup(
        "site/reference_page",
        lead=words.LEAD,
        about=text_html(inspect.getdoc(limcore) or "", _place),
        version=limcore.__version__,
        door=model.DOOR,
        modules=[_module(import_module(module), names) for module, names in public_names().items()],
    )
    return Page("reference.html", words.TITLE, words.LEAD, body)


def _place(name: str) -> str:
    """Find a module or a public name, written with its package or without, on the page."""
    if name in public_names():
        return f"#{name}"
    public = name.removeprefix(f"{_PACKAGE}.")
    return f"#{public}" if public in limcore.__all__ and not public.startswith("_") else ""


def _module(module: ModuleType, names: list[str]) -> dict[str, Any]:
    entries = [_entry(module, name) for name in names]
    return {"name": module.__name__, "sections": _sections(module), "entries": entries}


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """What there is to say about a name."""

    name: str
    call: str
    """How it is called, or what it is."""
    sections: list[tuple[str, Markup]]
    members: list[tuple[str, list[tuple[str, Markup]]]] = field(default_factory=list)
    """The methods and properties of a class."""
    held: list[tuple[str, str, str]] = field(default_factory=list)
    """What a mapping or a record holds: its key, how it is called, and what it is."""


def _entry(module: ModuleType, name: str) -> _Entry:
    thing = getattr(limcore, name)
    if inspect.isclass(thing):
        call = f"class {_call(name, thing)}"
        return _Entry(name=name, call=call, sections=_sections(thing), members=list(_members(thing)))
    if inspect.isfunction(thing):
        return _Entry(name=name, call=_call(name, thing), sections=_sections(thing))
    about = text_html(_said_beside(module, name), _place)
    return _Entry(name=name, call=f"{name}{_value(thing)}", sections=[("", about)], held=list(_held(thing)))


def _call(name: str, thing: Callable[..., Any]) -> str:
    """Write how a function, a class or a method is called: types stand with the parameters."""
    made = thing
    if inspect.isclass(thing):
        made = next((one for one in (vars(thing).get("__init__"), thing.__new__) if inspect.isfunction(one)), thing)
    if not inspect.isfunction(made):
        return name
    given = list(inspect.signature(made).parameters.values())
    bare = [one.replace(annotation=inspect.Parameter.empty) for one in given if one.name not in ("self", "cls", "_cls")]
    return f"{name}{inspect.Signature(bare)}"


def _sections(thing: object) -> list[tuple[str, Markup]]:
    return [(title, section_html(title, text, _place)) for title, text in sections(inspect.getdoc(thing) or "")]


def _members(thing: type) -> Iterator[tuple[str, list[tuple[str, Markup]]]]:
    """Give the methods and properties of a class that have something to say."""
    for name, one in vars(thing).items():
        own = name == "__call__" or not name.startswith("_")
        if own and (isinstance(one, (property, classmethod)) or inspect.isfunction(one)):
            yield _call(name, one) if inspect.isfunction(one) else name, _sections(one)


def _value(thing: object) -> str:
    """Write a value that says something: numbers, and the words of a choice."""
    if choices := get_args(thing):
        return f": {', '.join(map(repr, choices))}"
    return f" = {thing!r}" if isinstance(thing, (int, float)) else ""


def _said_beside(module: ModuleType, name: str) -> str:
    """Find the text that stands under the line that gives a name its value."""
    lines = ast.parse(inspect.getsource(module)).body
    for line, below in pairwise(lines):
        targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
        named = any(isinstance(target, ast.Name) and target.id == name for target in targets)
        if named and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            return inspect.cleandoc(str(below.value.value))
    for line in lines:
        if isinstance(line, ast.ImportFrom) and line.module and name in {one.name for one in line.names}:
            return _said_beside(import_module(line.module), name)
    return ""


def _held(thing: object) -> Iterator[tuple[str, str, str]]:
    """Give the entries of a mapping, or the fields of a record."""
    if is_dataclass(thing) and not isinstance(thing, type):
        thing = asdict(thing)
    if not isinstance(thing, Mapping):
        return
    for key, one in thing.items():
        if inspect.isclass(one):
            yield repr(key), _call("", one), text_html(inspect.getdoc(one) or "", _place)
        else:
            yield repr(key), "", one if isinstance(one, str) else str(getattr(one, "title", one))

"""The reference of limcore: every public name, as its docstring has it, by the module that it comes from."""

from __future__ import annotations

import ast
import functools
import html
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, is_dataclass
from importlib import import_module
from itertools import pairwise
from types import ModuleType
from typing import Any, Final, get_args

import limcore
from dashboard.export.markdown import words_html
from dashboard.site.docstrings import section_html, sections, text_html
from dashboard.site.parts import Page
from dashboard.words import model
from dashboard.words import reference as words

__all__ = ["public_names", "reference_page"]

_PACKAGE: Final = limcore.__name__


@functools.cache
def public_names() -> dict[str, list[str]]:
    """List the public names of limcore by the module from which it takes them, in the order of the alphabet."""
    found: dict[str, list[str]] = {}
    for line in ast.parse(inspect.getsource(limcore)).body:
        if isinstance(line, ast.ImportFrom) and line.module:
            found.setdefault(line.module, []).extend(one.name for one in line.names if one.name in limcore.__all__)
    return {module: names for module, names in sorted(found.items()) if not module.startswith(f"{_PACKAGE}._")}


def reference_page() -> Page:
    """Write the page."""
    modules = public_names()
    contents = "\n".join(
        f'<li><a href="#{module}"><code>{module}</code></a>: {", ".join(map(_door, names))}</li>'
        for module, names in modules.items()
    )
    described = "\n".join(_module(import_module(module), names) for module, names in modules.items())
    about = text_html(inspect.getdoc(limcore) or "", _place)
    body = f"""{words_html(words.LEAD)}
{about}
<p class="muted">Version {limcore.__version__}. <a href="model.html">{model.DOOR}</a></p>
<nav aria-label="Contents" class="contents"><ul>{contents}</ul></nav>
{described}"""
    return Page("reference.html", words.TITLE, words.LEAD, body)


def _place(name: str) -> str:
    """Find a module or a public name, written with its package or without, on the page."""
    if name in public_names():
        return f"#{name}"
    public = name.removeprefix(f"{_PACKAGE}.")
    return f"#{public}" if public in limcore.__all__ and not public.startswith("_") else ""


def _door(name: str) -> str:
    return f'<a href="{_place(name)}"><code>{name}</code></a>'


def _module(module: ModuleType, names: list[str]) -> str:
    name = module.__name__
    described = "\n".join(_entry(module, one) for one in names)
    return f'<section id="{name}">\n<h2><code>{name}</code></h2>\n{_docstring(module)}\n{described}\n</section>'


def _entry(module: ModuleType, name: str) -> str:
    """Write what there is to say about a name."""
    thing = getattr(limcore, name)
    if inspect.isclass(thing):
        said, more = f"class {_call(name, thing)}", _docstring(thing) + _members(thing)
    elif inspect.isfunction(thing):
        said, more = _call(name, thing), _docstring(thing)
    else:
        said, more = f"{name}{_value(thing)}", text_html(_said_beside(module, name), _place) + _entries(thing)
    return f'''<article id="{name}">
<h3>{name}</h3>
<p class="call"><code>{html.escape(said)}</code></p>
{more}
</article>'''


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


def _docstring(thing: object) -> str:
    return "\n".join(
        (f"<h4>{title}</h4>\n" if title else "") + section_html(title, text, _place)
        for title, text in sections(inspect.getdoc(thing) or "")
    )


def _members(thing: type) -> str:
    """Write the methods and properties of a class that have something to say."""
    own = [(name, one) for name, one in vars(thing).items() if name == "__call__" or not name.startswith("_")]
    written = "".join(f"<dt><code>{html.escape(said)}</code></dt><dd>{about}</dd>" for said, about in _told(own))
    return f"<h4>Methods and properties</h4>\n<dl>{written}</dl>" if written else ""


def _told(members: list[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    for name, one in members:
        if isinstance(one, (property, classmethod)) or inspect.isfunction(one):
            called = _call(name, one) if inspect.isfunction(one) else name
            yield called, "\n".join(section_html(*section, _place) for section in sections(inspect.getdoc(one) or ""))


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
    return ""


def _entries(thing: object) -> str:
    """List the entries of a mapping, or the fields of a record."""
    if is_dataclass(thing) and not isinstance(thing, type):
        thing = asdict(thing)
    if not isinstance(thing, Mapping):
        return ""
    return f"<dl>{''.join(f'<dt><code>{key!r}</code></dt><dd>{_about(one)}</dd>' for key, one in thing.items())}</dl>"


def _about(one: object) -> str:
    if inspect.isclass(one):
        given = f"<code>{html.escape(_call('', one))}</code>"
        return f"<p>{given}</p>{text_html(inspect.getdoc(one) or '', _place)}"
    return html.escape(str(getattr(one, "title", one)))

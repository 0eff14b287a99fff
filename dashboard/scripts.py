"""The JavaScript of a page as one text: its modules, each in a scope of its own.

A component of Streamlit is a single text, and a page that is opened from a disk may load no modules. So what a browser
does with modules is done here, for the plain forms in which they are written:

    import { name, other as alias } from "./module.js";
    export const name = …        export function name(…        export class name …        export default function …

Each module becomes a function that is called once and gives what it exports. No name of one meets those of another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["linked"]

_HERE: Final = Path(__file__).parent
_IMPORT: Final = re.compile(r'^import \{([^}]*)\} from "(\.[^"]*)";$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (default )?(?=(?:const|class|(?:async )?function) (\w+))", re.MULTILINE)
_OTHER: Final = re.compile(r"^[ \t]*(?:import|export)\b.*|\bimport\s*[(.].*", re.MULTILINE)


@dataclass(frozen=True)
class _Module:
    name: str
    """Which begins with a dollar, as no other name does."""
    exports: dict[str, str]
    """What others know, and what it is called in the module."""
    body: str

    def __str__(self) -> str:
        given = ", ".join(f"{known}: {local}" for known, local in self.exports.items())
        return f"const {self.name} = (() => {{\n{self.body}\nreturn {{ {given} }};\n}})();"


def linked(entry: str, folder: Path = _HERE) -> str:
    """Link a module, and all that it imports, into one text; `entry` is where it lies in the folder.

    Where it has a default export, so has the text; otherwise it is a script that leaves no names behind.

    Raises ValueError for imports and exports of other forms, for names that a module does not export, and for modules
    that import each other in a circle.
    """
    folder = folder.resolve()
    modules: dict[Path, _Module] = {}
    last = _link(folder / entry, folder, modules, ())
    text = "\n\n".join(map(str, modules.values()))
    if "default" in last.exports:
        return f"{text}\n\nexport default {last.name}.default;\n"
    return f'(() => {{\n"use strict";\n\n{text}\n}})();\n'


def _link(path: Path, folder: Path, modules: dict[Path, _Module], above: tuple[Path, ...]) -> _Module:
    """Add a module, after those that it needs, unless it is there."""
    if path in above:
        raise ValueError(f"{path.name} imports itself, by way of {above[-1].name}.")
    if path not in modules:

        def taken(found: re.Match[str]) -> str:
            other = _link((path.parent / found[2]).resolve(), folder, modules, (*above, path))
            names = [part.split() for part in found[1].split(",") if part.strip()]
            if missing := [name[0] for name in names if name[0] not in other.exports]:
                raise ValueError(f"{path.name} imports {', '.join(missing)}, which {found[2]} does not export.")
            here = ", ".join(": ".join(name[::2]) for name in names)  # without the "as"
            return f"const {{ {here} }} = {other.name};"

        text = _IMPORT.sub(taken, path.read_text("utf-8"))
        exports = {"default" if found[1] else found[2]: found[2] for found in _EXPORT.finditer(text)}
        body = _EXPORT.sub("", text)
        if unknown := _OTHER.search(body):
            raise ValueError(f"{path.name} says {unknown[0].strip()!r}, which dashboard/scripts.py does not link.")
        name = "$" + re.sub(r"\W", "_", path.relative_to(folder).with_suffix("").as_posix())
        modules[path] = _Module(name, exports, body.strip())
    return modules[path]

"""Components: markup and a style; their scripts are known to the script of the page by the same names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...session import current
from .types import ComponentRenderer

__all__ = ["Said", "component"]


class Said:
    """What the script of a component has said, by name; None where it has said nothing."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self._said = said

    def __getattr__(self, name: str) -> Any:
        """Give what it has said by that name."""
        return self._said.get(name)


def component(
    name: str, *, html: str = "", css: str = "", js: str = "", isolate_styles: bool = True
) -> ComponentRenderer:
    """Make the call that draws a component; `js` is known to the script of the page already."""
    looks = {"name": name, "html": html, "css": css, "isolated": isolate_styles}

    def draw(*, key: str, data: Any = None, default: Mapping[str, Any] | None = None, **others: Any) -> Said:
        session = current()
        heard: dict[str, Callable[[], None]] = {
            option[3:-7]: told
            for option, told in others.items()
            if option.startswith("on_") and option.endswith("_change")
        }
        said = session.session_state.setdefault(key, dict(default or {}))
        session.listen(key, lambda message: _hear(session.session_state.setdefault(key, {}), message, heard))
        session.here.add("component", id=key, key=key, data=data, **looks)
        return Said(said)

    return draw


def _hear(said: dict[str, Any], message: Any, heard: Mapping[str, Callable[[], None]]) -> None:
    name = str(message["name"])
    said[name] = message["value"]
    if message.get("once"):
        current().forget_after(lambda: said.pop(name, None))
    if name in heard:
        heard[name]()

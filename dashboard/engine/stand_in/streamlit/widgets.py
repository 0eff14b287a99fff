"""What a visitor can set and press. Each has a name, by which a run hears what was done with it before."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.markdown import words_html

from .session import current

if TYPE_CHECKING:
    from .session import Node

__all__ = ["Widgets"]


@dataclass(frozen=True)
class Upload:
    """A file that a visitor has chosen."""

    name: str
    content: bytes

    def getvalue(self) -> bytes:
        """Give what is in it."""
        return self.content


class Widgets:
    """The widgets of a block."""

    if TYPE_CHECKING:

        def add(self, kind: str, **shown: Any) -> Node:
            """Draw an element."""

    def _widget(
        self,
        kind: str,
        label: str,
        key: str | None,
        help: str | None,
        *,
        first: Any,
        take: Callable[[Any], Any],
        show: Callable[[Any], Any],
        **shown: Any,
    ) -> Any:
        """Draw a widget, and give what it holds: `take` reads what a visitor sets, `show` says what stands there."""
        session = current()
        name = session.named(kind, label, key)
        state = session.session_state
        held = state.setdefault(name, first)
        session.listen(name, lambda message: state.__setitem__(name, take(message)))
        helped = str(words_html(help)) if help else ""
        self.add(kind, id=name, key=key, label=label, help=helped, value=show(held), **shown)
        return held

    def slider(
        self,
        label: str,
        low: float,
        high: float,
        value: float,
        *,
        step: float,
        format: str,
        key: str,
        help: str | None,
        **_: Any,
    ) -> float:
        """Draw a slider with even stops."""
        count = round((high - low) / step)
        stops = [round(low + k * step, 12) for k in range(count + 1)]

        def nearest(said: Any) -> float:
            return stops[min(max(round((float(said) - low) / step), 0), count)]

        held: float = self._widget(
            "slider",
            label,
            key,
            help,
            first=value,
            take=nearest,
            show=lambda held: [nearest(held)],
            **{"min": low, "max": high, "step": step, "readings": [format % stop for stop in stops]},
        )
        return held

    def select_slider(
        self,
        label: str,
        options: Sequence[Any],
        *,
        value: Any = None,
        format_func: Callable[[Any], str],
        key: str,
        help: str | None = None,
        **_: Any,
    ) -> Any:
        """Draw a slider along named stops, with two thumbs where it holds two of them."""
        offered = list(options)
        first = offered[0] if value is None else value
        two = isinstance(current().session_state.get(key, first), tuple)

        def take(said: Any) -> Any:
            chosen = [offered[min(max(int(one), 0), len(offered) - 1)] for one in said]
            return tuple(sorted(chosen, key=offered.index)) if two else chosen[0]

        return self._widget(
            "slider",
            label,
            key,
            help,
            first=first,
            take=lambda said: take(said if isinstance(said, list) else [said]),
            show=lambda held: [offered.index(one) for one in (held if two else (held,))],
            **{"min": 0, "max": len(offered) - 1, "step": 1, "readings": [format_func(one) for one in offered]},
        )

    def selectbox(self, label: str, options: Sequence[Any], *, index: int = 0, **look: Any) -> Any:
        """Draw a choice in a list."""
        return self._choice("choice", label, options, options[index], **look)

    def segmented_control(self, label: str, options: Sequence[Any], *, default: Any, **look: Any) -> Any:
        """Draw a choice in a row."""
        return self._choice("segments", label, options, default, **look)

    def radio(self, label: str, options: Sequence[Any], *, index: int | None = 0, **look: Any) -> Any:
        """Draw a choice whose options stand one under the other; it may be open."""
        return self._choice("radio", label, options, None if index is None else options[index], **look)

    def _choice(
        self,
        kind: str,
        label: str,
        options: Sequence[Any],
        first: Any,
        *,
        format_func: Callable[[Any], str],
        key: str,
        help: str | None = None,
        **_: Any,
    ) -> Any:
        offered = list(options)
        return self._widget(
            kind,
            label,
            key,
            help,
            first=first,
            take=lambda said: offered[min(max(int(said), 0), len(offered) - 1)],
            show=lambda held: offered.index(held) if held in offered else None,
            options=[format_func(one) for one in offered],
        )

    def multiselect(
        self,
        label: str,
        options: Sequence[str],
        *,
        default: Sequence[str],
        format_func: Callable[[str], str],
        key: str,
        help: str | None = None,
        placeholder: str = "",
        accept_new_options: bool = False,
        **_: Any,
    ) -> list[str]:
        """Draw a choice of several, to which a visitor may add some."""
        known = list(dict.fromkeys([*options, *current().session_state.get(key, default)]))
        held: list[str] = self._widget(
            "several",
            label,
            key,
            help,
            first=list(default),
            take=lambda said: [str(one) for one in said],
            show=list,
            options={one: format_func(one) for one in known},
            placeholder=placeholder,
            more=accept_new_options,
        )
        return held

    def text_input(
        self, label: str, *, value: str, key: str, help: str | None = None, placeholder: str = "", **_: Any
    ) -> str:
        """Draw a field for a line."""
        return str(self._widget("line", label, key, help, first=value, take=str, show=str, placeholder=placeholder))

    def text_area(
        self, label: str, *, value: str, key: str, help: str | None = None, height: int = 90, **_: Any
    ) -> str:
        """Draw a field for several lines."""
        return str(self._widget("text", label, key, help, first=value, take=str, show=str, height=height))

    def file_uploader(self, label: str, *, key: str, help: str | None = None, **limits: Any) -> Upload | None:
        """Draw a place for a file, which stays in the browser."""
        held: Upload | None = self._widget(
            "upload",
            label,
            key,
            help,
            first=None,
            take=lambda said: Upload(str(said["name"]), base64.b64decode(said["content"])) if said else None,
            show=lambda held: held.name if held else "",
            megabytes=limits.get("max_upload_size") or 5,
        )
        return held

    def toggle(self, label: str, *, key: str, help: str | None = None, **_: Any) -> bool:
        """Draw a switch."""
        return bool(self._widget("toggle", label, key, help, first=False, take=bool, show=bool))

    def button(
        self,
        label: str,
        *,
        key: str | None = None,
        on_click: Callable[..., Any] | None = None,
        args: Sequence[Any] = (),
        disabled: bool = False,
        help: str | None = None,
        type: str = "secondary",
        shortcut: str = "",
        **_: Any,
    ) -> bool:
        """Draw a button; whether it was pressed before this run."""
        session = current()
        name, state = session.named("button", label, key), session.session_state

        def pressed(_: Any) -> None:
            state[name] = True
            session.forget_after(lambda: state.pop(name, None))
            if on_click:
                on_click(*args)

        if not disabled:
            session.listen(name, pressed)
        helped = str(words_html(help)) if help else ""
        self.add("button", id=name, key=key, label=label, help=helped, disabled=disabled, type=type, shortcut=shortcut)
        return bool(state.get(name, False))

    def download_button(
        self, label: str, data: str | bytes, *, file_name: str, mime: str, help: str = "", **_: Any
    ) -> None:
        """Draw a button that saves a file."""
        content = base64.b64encode(data.encode() if isinstance(data, str) else data).decode()
        self.add("file", label=label, help=str(words_html(help)), content=content, name=file_name, mime=mime)

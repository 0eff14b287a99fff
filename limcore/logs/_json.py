"""Logs as JSON: Hugging Face's trainer_state.json, lists of records, lists by name, and a record a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any, Final

from limcore.logs._rows import Asked, Rows, picked, role
from limcore.logs._source import LogError, LogText

__all__ = ["is_hugging_face", "is_json", "is_json_lines", "read_hugging_face", "read_json", "read_json_lines"]

_MOST_OF_ONE: Final = 2**24  # characters of one record, or of lists by name
_HISTORY: Final = re.compile(r'"log_history"\s*:\s*\[')
_RECORD: Final = re.compile(r"\{\s*(\".*)?\}")
_DECODER: Final = json.JSONDecoder()
_MOST_NAMES: Final = 10_000
_SUMMARY: Final = ("train_runtime", "train_samples_per_second")


def is_hugging_face(text: LogText) -> bool:
    """Tell whether this is the state of Hugging Face's Trainer."""
    return text.head.lstrip().startswith("{") and bool(_HISTORY.search(text.head))


def is_json_lines(text: LogText) -> bool:
    """Tell whether each line is a record."""
    lines = [line for line in text.head.split("\n")[:20] if line.strip()]
    return len(lines) > 1 and bool(_RECORD.fullmatch(lines[0].strip()))


def is_json(text: LogText) -> bool:
    """Tell whether this begins as JSON does."""
    return re.match(r'\s*(\{\s*["}]|\[\s*[\[{\]])', text.head) is not None


def read_hugging_face(text: LogText, asked: Asked) -> Rows:
    """Read the history in the state of Hugging Face's Trainer."""
    rows = Rows("Hugging Face trainer_state.json")
    if '"best_global_step"' in text.head:
        rows.notes.append(
            "This trainer_state.json is of a newer kind: the rate at step s is that of the update just made, not that "
            "of the next, as older ones have it; the first update counts as step 0 in both."
        )
    pieces = text.pieces()
    begun = ""
    for piece in pieces:
        begun += piece
        if (found := _HISTORY.search(begun)) is not None:
            break
    assert found is not None
    _take(rows, _items(begun[found.end() :], pieces, text.name), asked)
    return rows


def read_json(text: LogText, asked: Asked) -> Rows:
    """Read a list of records, or lists by name."""
    rows = Rows("JSON")
    pieces = text.pieces()
    begun = next(pieces).lstrip()
    if begun.startswith("["):
        _take(rows, _items(begun[1:], pieces, text.name), asked)
        return rows
    for piece in pieces:
        begun += piece
        if len(begun) > _MOST_OF_ONE:
            raise LogError(f"{text.name} is one large JSON object, not a log: give its records a line each.")
    whole = _parsed(begun, text.name)
    lists = _lists(whole)
    if not lists:
        held = ", ".join(list(whole)[:8]) if isinstance(whole, dict) else type(whole).__name__
        raise LogError(f"{text.name} is JSON without a list of records: it has {held or 'nothing in it'}.")
    rows.format = "JSON, lists by name"
    names = [*lists]
    _take(rows, (dict(zip(names, values, strict=True)) for values in zip_longest(*lists.values())), asked)
    if not any(role(name) and role(name)[0] in ("step", "epoch") for name in names):  # type: ignore[index]
        rows.notes.append("There is no step in it: values are counted, as those of Keras' history are, by epoch.")
        rows.values[4::5] = type(rows.values)("d", range(len(rows.values) // 5))
    return rows


def read_json_lines(text: LogText, asked: Asked) -> Rows:
    """Read a record from each line; other lines between are passed over."""
    rows = Rows("JSON lines")

    def records() -> Iterator[Any]:
        for line in text.lines():
            plain = line.strip()
            if not plain.startswith("{"):
                yield None
                continue
            try:
                yield json.loads(plain)
            except (ValueError, RecursionError):
                yield plain

    _take(rows, records(), asked)
    return rows


def _take(rows: Rows, records: Iterable[Any], asked: Asked) -> None:
    """Add records to rows, without those of evaluations and summaries."""
    chosen: dict[tuple[str, ...], dict[str, str]] = {}
    named = asked.named()
    for line, record in enumerate(records, start=1):
        if record is None or record == {}:
            continue
        if not isinstance(record, dict):
            rows.unread += 1
            rows.first_unread = rows.first_unread or f"record {line}: {str(record)[:40]!r}"
            continue
        if record.get("mode", "train") not in ("train", "training") or any(key in record for key in _SUMMARY):
            continue
        flat = _flat(record)
        names = tuple(flat)
        where = chosen.get(names)
        if where is None:
            if len(names) > _MOST_NAMES:
                raise LogError(f"Record {line} has {len(names)} values: it is no log of a training run.")
            where = picked(names) | {kind: name for kind, name in named.items() if name in flat}
            if len(chosen) < 1000:
                chosen[names] = where
        if "learning_rate" in where or "loss" in where or "gradient_norm" in where:
            rows.add(line, [(kind, flat[name]) for kind, name in where.items()])


def _flat(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Put what stands one level deeper beside the rest."""
    if not any(isinstance(value, dict) for value in record.values()):
        return record
    flat: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat |= {f"{key}/{inner}": one for inner, one in value.items()} | {**flat}
        else:
            flat[key] = value
    return flat


def _lists(whole: Any) -> dict[str, list[Any]]:
    if not isinstance(whole, dict):
        return {}
    left: list[dict[str, Any]] = [whole]
    for held in left:  # as deep as it may be
        if lists := {key: value for key, value in held.items() if isinstance(value, list) and role(key)}:
            return lists
        left += [value for value in held.values() if isinstance(value, dict)]
    return {}


def _items(begun: str, pieces: Iterator[str], name: str) -> Iterator[Any]:
    """Take the items of a list one by one, without holding the whole text."""
    buffer, place = begun, 0
    while True:
        place = _next(buffer, place)
        if place < len(buffer) and buffer[place] == "]":
            return
        try:
            item, end = _DECODER.raw_decode(buffer, place)
            if end == len(buffer):  # a number may go on in the next piece
                raise ValueError
        except RecursionError:
            raise LogError(f"{name} is nested too deeply: it is no log of a training run.") from None
        except ValueError:
            more = next(pieces, "")
            if not more or len(buffer) - place > _MOST_OF_ONE:
                if not buffer[place:].strip():
                    return
                shown = " ".join(buffer[place : place + 40].split())
                raise LogError(f"{name} is damaged JSON, or cut off: it cannot be read from {shown!r} on.") from None
            buffer, place = buffer[place:] + more, 0
            continue
        yield item
        place = end


def _next(buffer: str, place: int) -> int:
    while place < len(buffer) and buffer[place] in " \t\r\n,":
        place += 1
    return place


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise LogError(f"{name} is nested too deeply: it is no log of a training run.") from None
    except ValueError as error:
        raise LogError(f"{name} is damaged JSON, or cut off ({error}).") from None

"""Reading sentences back: a sentence has to be of a known kind, and each of its numbers what it is said to be.

A kind of sentence is a text with fields. `{name}` is text; `{name:4}` a number of four digits; `{name:n}` a step number
(exact below a million, two digits above); `{name:t}` a time; `{name:e}` an energy with its unit; `{name:b}` a barrier
that is asked for. What a field should be is asked of facts: objects with attributes of those names.
"""

import re

from independent import AGE_OF_UNIVERSE, YEAR, mp

__all__ = [
    "BEYOND",
    "NUMBER",
    "Kind",
    "agrees",
    "apart",
    "check",
    "joined",
    "nothing",
    "numbers",
    "parsed",
    "problems",
    "slips",
]

BEYOND = mp.mpf("1e-300")

NUMBER = r"−?(?:10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|\d[\d,]*(?:\.\d+)?(?: × 10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?)"
_FIELD = re.compile(r"\{(\w+)(?::(\w+))?\}")
_DOWN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_SECONDS = {
    "fs": mp.mpf("1e-15"),
    "ps": mp.mpf("1e-12"),
    "ns": mp.mpf("1e-9"),
    "µs": mp.mpf("1e-6"),
    "ms": mp.mpf("1e-3"),
    "s": mp.mpf(1),
    "min": mp.mpf(60),
    "h": mp.mpf(3600),
    "day": mp.mpf(86400),
    "days": mp.mpf(86400),
    "year": YEAR,
    "years": YEAR,
}
_ENDLESS = "more than 10³⁰⁰ years"
_LONGER = ", longer than the age of the universe"
_TIME = rf"(?:{_ENDLESS}|{NUMBER} (?:{'|'.join(_SECONDS)})(?![a-z]))(?:{_LONGER})?"

_COUNTED = "step|update|year|day|element|parameter|bit|curve|net transition"
_SLIPS = {
    "a plural of one": rf"(?<![\d.,⁰¹²³⁴⁵⁶⁷⁸⁹−])1 (?:{_COUNTED}|time)s\b",
    "a singular of many": rf"(?:\d\d|[02-9⁰¹²³⁴⁵⁶⁷⁸⁹]) (?:{_COUNTED})\b(?!-)",
    "no number": r"\b(?:nan|NaN|inf|None|undefined)\b|∞",
    "a number as machines write it": r"\d[eE][+-]?\d|(?<![\w-])-\d",
    "minus nothing": r"−0(?![.\d])",
    "two spaces": r"  ",
    "no factor": r"(?<![\d.,])[01] times\b",
    "ten to the nought": r"10⁰(?![⁰¹²³⁴⁵⁶⁷⁸⁹])",
    "a lift that is none": r"(?:lifts|lowers) the barrier to",
}


class Kind:
    """A kind of sentence, and when it is the right one to say."""

    def __init__(self, text, when=lambda facts: True):
        self.text, self.when = text, when
        self.words = [words for words in re.split(r"\{[^}]*\}", text) if words]

    def may_be(self, text):
        """Whether a text has all words of this kind: quicker than its regular expression."""
        return all(words in text for words in self.words)


def parsed(text):
    """Read a number as people write it."""
    factor, _, power = text.replace(",", "").replace("−", "-").rpartition("10") if _raised(text) else (text, "", "")
    if not power:
        return mp.mpf(text.replace(",", "").replace("−", "-"))
    mantissa = factor.replace(" × ", "")
    return mp.mpf({"": "1", "-": "-1"}.get(mantissa, mantissa)) * mp.mpf(10) ** int(power.translate(_DOWN))


def _raised(text):
    return text[-1] in "⁰¹²³⁴⁵⁶⁷⁸⁹"


def numbers(text):
    """List the numbers in a text."""
    return [parsed(found) for found in re.findall(NUMBER, text)]


def slips(text):
    """Name what is wrong with the grammar of a text, or with its numbers as such."""
    return [name for name, pattern in _SLIPS.items() if re.search(pattern, text)]


def agrees(text, value, digits, slack=0):
    """Whether a written number is the value, rounded to so many digits; `slack` allows for rounding in doubles."""
    if not mp.isfinite(value):
        return False
    last = mp.mpf(10) ** (int(mp.floor(mp.log10(abs(value)))) - digits + 1) if value else 0
    return abs(parsed(text) - value) <= last * mp.mpf("0.500001") + slack


def _seconds_agree(text, value):
    said, _, longer = text.partition(_LONGER)
    if bool(longer) and value < AGE_OF_UNIVERSE:
        return False
    if said == _ENDLESS:
        return value > mp.mpf("1e300") * YEAR
    number, unit = said.rsplit(" ", 1)
    if unit in ("day", "days", "year", "years") and unit.endswith("s") == (number == "1"):
        return False
    return agrees(number, value / _SECONDS[unit], 2 if value > AGE_OF_UNIVERSE else 3)


def _pattern(kind, facts):
    """Write the regular expression of a kind: text is known, numbers are to be found."""
    pieces, end = [], 0
    for field in _FIELD.finditer(kind.text):
        name, form = field.groups()
        pieces.append(re.escape(kind.text[end : field.start()]))
        unit = re.escape(getattr(facts, "unit", ""))
        forms = {
            None: lambda name=name: re.escape(str(getattr(facts, name))),
            "t": lambda: f"({_TIME})",
            "e": lambda unit=unit: f"({NUMBER} {unit}|no limit)",
            "b": lambda unit=unit: f"({NUMBER} {unit}|no barrier)",
        }
        pieces.append(forms[form]() if form in forms else f"({NUMBER})")
        end = field.end()
    return "".join(pieces) + re.escape(kind.text[end:])


def _right(found, form, value, facts):
    slack = getattr(facts, "slack", 0)
    if form == "t":
        return _seconds_agree(found, value)
    if form in ("e", "b"):
        if found in ("no limit", "no barrier"):
            return value == mp.inf if found == "no limit" else value <= 0
        found, form = found.rsplit(" ", 1)[0], "4"
        return agrees(found, value, 4, slack)
    if form == "n":
        exact = mp.isfinite(value) and value < 10**6
        in_full = re.fullmatch(r"\d{1,3}(?:,\d{3})+", found)
        return parsed(found) == value if exact or in_full else agrees(found, value, 2)
    return agrees(found, value, int(form), slack)


def check(text, kinds, *facts):
    """Assert that a text is of one of the kinds, for one of the facts, and that all its numbers are right."""
    wrong = []
    for about in facts:
        for kind in kinds:
            try:
                off = _off(text, kind, about)
            except AttributeError:  # such facts are not of this kind
                continue
            if off == []:
                return
            wrong += ["; ".join(off)] if off else []
    raise AssertionError(f"{text!r}: {' | '.join(wrong) or 'a sentence of no known kind'}")


def _off(text, kind, about):
    """List what a sentence says wrong; nothing at all if it is not of that kind."""
    found = kind.may_be(text) and re.fullmatch(_pattern(kind, about), text)
    if not found:
        return None
    named = [field.groups() for field in _FIELD.finditer(kind.text) if field[2]]
    off = [
        f"{name} is {mp.nstr(mp.mpf(getattr(about, name)), 8)}, not {said}"
        for (name, form), said in zip(named, found.groups(), strict=True)
        if not _right(said, form, getattr(about, name), about)
    ]
    return off + ([] if kind.when(about) else [f"it is not the time to say {kind.text!r}"])


def joined(before, kinds, after="", when=lambda facts: True):
    """Put words before and after each kind."""
    return [Kind(before + kind.text + after, _both(when, kind.when)) for kind in kinds]


def _both(first, second):
    return lambda facts: first(facts) and second(facts)


def apart(text):
    """Take a description apart into its sentences."""
    return [part if part.endswith(".") else f"{part}." for part in text.split(". ")]


def problems(texts, kinds, *facts):
    """List what is wrong with some texts; facts that are none are passed over."""
    found = []
    for text in texts:
        try:
            check(text, kinds, *facts)
        except AssertionError as error:
            found.append(str(error))
    return found


def nothing(wrong):
    """Assert that nothing is wrong, and list the first of what is."""
    assert not wrong, "\n".join([f"{len(wrong)} are wrong:", *wrong[:10]])

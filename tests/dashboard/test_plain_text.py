"""Text from outside stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from widgets import open_page

from dashboard.parameters import PARAMETERS, InvalidParameter
from dashboard.plain_text import as_typed, refusal

HOSTILE = (
    *("![x](http://192.0.2.1/a.png)", "[Renew](http://192.0.2.1)", "http://192.0.2.1/b", "<img src=x>", "**bold**"),
    *("$x^2$", ":red[alarm]", ":smile:", "`code`", "``` `` `", "a\n\n# b", "\\", "|a|b|", "&amp;", "\u202egnp.a"),
)


def parts(markdown):
    """Give what a Markdown text is made of: the kind and the text of each part."""
    blocks = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    assert [block.type for block in blocks] == ["paragraph_open", "inline", "paragraph_close"]
    return [(part.type, part.content) for part in blocks[1].children]


@given(st.text(min_size=1, max_size=100).filter(lambda text: text.strip() and text.isprintable()))
def test_a_printable_text_is_one_piece_of_code_with_just_its_characters(text):
    assert parts(as_typed(text)) == [("code_inline", text)]


@given(st.text(max_size=5000))
def test_any_text_is_short_and_on_one_line(text):
    shown = as_typed(text)
    assert len(shown.splitlines()) == 1
    assert len(shown) < 1000


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("key", ["alpha", "schedule_1", "rates", "table_1", "dE_range", "own_point", "pin_1", "view"])
def test_a_notice_has_no_markup_of_what_was_typed(key, text):
    with pytest.raises(InvalidParameter) as caught:
        PARAMETERS[key].parse(text)
    said = parts(refusal(caught.value))
    assert {kind for kind, _ in said} == {"text", "code_inline"}
    typed = "".join(one if one.isprintable() else repr(one)[1:-1] for one in caught.value.value)
    assert ("code_inline", typed) in said


@pytest.mark.parametrize("text", HOSTILE)
def test_unknown_keys_are_shown_as_typed(text):
    page = open_page("barrier", **{text: "1"})
    assert [parts(notice.value)[0][0] for notice in page.warning] == ["code_inline"]


def test_very_many_unknown_keys_are_told_in_few_words():
    (notice,) = open_page("barrier", **{f"key{number}": "1" for number in range(500)}).warning
    assert len(notice.value.splitlines()) == 7
    assert notice.value.endswith("And 494 more like these.")


def test_a_misspelt_key_is_told_and_what_was_meant_is_named():
    (notice,) = open_page("barrier", alhpa="0.3").warning
    assert notice.value == "` alhpa ` is unknown and changes nothing: is alpha meant?"


@pytest.mark.parametrize(
    ("page", "view", "offered"),
    [
        ("barrier", "nonsense", "one of curves, surface, table"),
        ("barrier", "retention", "one of curves, surface, table"),
        ("wells", "surface", "one of curves, occupation, profile, table"),
    ],
)
def test_a_view_that_a_page_lacks_is_told_with_those_that_it_has(page, view, offered):
    opened = open_page(page, view=view)
    (notice,) = opened.warning
    assert offered in notice.value
    assert not opened.exception


def test_an_error_beside_a_widget_speaks_of_its_label():
    page = open_page("barrier", schedule_1="table")
    page.text_area(key="table_1").set_value("abc\n").run()
    (error,) = page.error
    assert error.value.startswith("Steps and learning rates = ` abc ` is not allowed")


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("R_max", "1e 9", 1e9),  # a plus in an address means a blank
        ("R_max", "1e+9", 1e9),
        ("rates", "1e-3,1e+0", (1.0, 1e-3)),
        ("dE_range", "1e-3,1e 1", (1e-3, 10.0)),
        ("table_1", "0:1,1e 3:0.1", ((0.0, 1.0), (1000.0, 0.1))),
        ("own_point", "my chip: 2.5E-15", ("my chip", 2.5e-15)),
    ],
)
def test_numbers_are_read_as_people_type_them(key, text, value):
    assert PARAMETERS[key].parse(text) == value


@pytest.mark.parametrize("text", ["1_000", "٣", "nan", "inf", "1e", "0x10", "1 000", "1e9 e", "--1", "1e 9 1", ""])
def test_what_is_no_decimal_number_is_refused(text):
    with pytest.raises(InvalidParameter):
        PARAMETERS["R_max"].parse(text)

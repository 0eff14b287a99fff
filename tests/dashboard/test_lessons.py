"""The lessons: each can be taught, its answers are computed, and the page asks before it tells."""

import re

import pytest
import widgets

from dashboard.figures import FIGURES
from dashboard.hands.component import _hands
from dashboard.lessons.library import _read, lessons
from dashboard.lessons.model import LEVELS, Choose, Drag, LessonError, parse_lesson
from dashboard.lessons.numbers import QUANTITIES
from dashboard.lessons.teach import is_right, right_answer, said, start_values
from dashboard.parameters import PARAMETERS, Choice, Number

STEPS = [(lesson, at) for lesson in lessons().values() for at in range(1, len(lesson.steps) + 1)]
NAMES = [f"{lesson.name}-{at}" for lesson, at in STEPS]
ASKED = [(lesson, at) for lesson, at in STEPS if lesson.steps[at - 1].question]


def open_page(**query):
    test = widgets.open_page("lessons", **query)
    assert not test.exception
    return test


def words(test):
    return " ".join(element.value for element in test.markdown)


def headings(test):
    return [element.value for element in (*test.header, *test.subheader)]


def test_lessons_are_for_a_class():
    assert len(lessons()) >= 6
    for lesson in lessons().values():
        assert lesson.level in LEVELS
        assert 5 <= lesson.minutes <= 15
        assert set(re.findall(r"About (\d+) minutes", lesson.teacher)) <= {str(lesson.minutes)}
        assert lesson.objectives
        assert lesson.teacher
        assert sum(step.question is not None for step in lesson.steps) >= 3


@pytest.mark.parametrize(("lesson", "at"), STEPS, ids=NAMES)
def test_step_can_be_taught(lesson, at):
    step = lesson.steps[at - 1]
    values = start_values(step)
    for key in step.set:
        parameter = PARAMETERS[key]
        assert not isinstance(parameter, Number) or values[key] in parameter.stops
    for key in step.controls:
        assert key in FIGURES[step.figure].parameters
        assert isinstance(PARAMETERS[key], (Number, Choice))
    for text in (step.words, step.answer, step.teacher):
        assert "nan" not in said(text, step).split()
    assert FIGURES[step.figure].drawing(values)["data"]


@pytest.mark.parametrize(("lesson", "at"), ASKED, ids=[f"{lesson.name}-{at}" for lesson, at in ASKED])
def test_question_has_one_answer(lesson, at):
    step = lesson.steps[at - 1]
    question, right = step.question, right_answer(step)
    if isinstance(question, Drag):
        assert question.low <= right <= question.high
        assert is_right(question, right, right)
        assert not is_right(question, right + 1.1 * question.within, right)
        return
    assert right in question.options
    value = QUANTITIES[question.answer].compute(start_values(step))
    if not isinstance(value, str):
        assert right == pytest.approx(value, rel=0.1)
        assert all(not 0.75 < other / right < 1.3 for other in question.options if other != right)


def test_every_lesson_ends_with_numbers_to_take_away():
    for lesson in lessons().values():
        assert lesson.steps[-1].title == "Your turn"
        assert "CSV" in lesson.steps[-1].words


def test_page_lists_all_lessons():
    shown = headings(open_page())
    for at, lesson in enumerate(lessons().values(), start=1):
        assert f"{at}. {lesson.title}" in shown


@pytest.mark.parametrize(("lesson", "at"), STEPS, ids=NAMES)
def test_step_opens_by_its_address(lesson, at):
    test = open_page(lesson=lesson.name, lesson_step=str(at))
    assert lesson.steps[at - 1].title in headings(test)
    assert not test.warning


@pytest.mark.parametrize("name", list(lessons()))
def test_lesson_can_be_printed(name):
    shown = words(open_page(lesson=name, lesson_view="print"))
    for step in lessons()[name].steps:
        assert said(step.words, step)[:40] in shown


def test_answer_comes_after_the_question():
    test = open_page(lesson="why-memory-costs-energy")
    step = lessons()["why-memory-costs-energy"].steps[0]
    assert said(step.answer, step) not in words(test)
    assert not test.slider
    test.radio[0].set_value("left").run()
    test.button(key="check_why-memory-costs-energy_1").click().run()
    assert said(step.answer, step) in words(test)
    assert "About half on each side" in test.warning[0].value
    assert test.slider(key="well_barrier").value == 5.0


def test_answer_can_be_shown_without_a_guess():
    test = open_page(lesson="why-memory-costs-energy", lesson_step="3")
    test.button(key="show_why-memory-costs-energy_3").click().run()
    assert "40.29 kT" in test.info[0].value


@pytest.mark.parametrize("lesson", lessons().values(), ids=list(lessons()))
def test_exercise_can_be_done_before_it_is_answered(lesson):
    last = lesson.steps[-1]
    test = open_page(lesson=lesson.name, lesson_step=str(len(lesson.steps)))
    assert said(last.answer, last) not in words(test)
    named = {widget.key for widget in (*test.slider, *test.select_slider, *test.button_group)}
    assert set(last.controls) <= named


def test_right_guess_is_told_and_kept():
    test = open_page(lesson="barriers-and-rates", lesson_step="2")
    test.radio[0].set_value(7.4).run()
    test.button(key="check_barriers-and-rates_2").click().run()
    assert test.success[0].value == "Yes: 7.4."
    test.button(key="next").click().run()
    test.button(key="back").click().run()
    assert test.success[0].value == "Yes: 7.4."


def test_next_step_sets_its_own_parameters():
    test = open_page(lesson="why-memory-costs-energy", well_barrier="9")
    assert test.query_params["well_barrier"] == "9"
    test.button(key="next").click().run()
    assert "well_barrier" not in test.query_params
    test.button(key="show_why-memory-costs-energy_2").click().run()
    assert test.slider(key="well_barrier").value == 6.0


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"lesson": "alchemy"}, "lesson"),
        ({"lesson": "why-memory-costs-energy", "lesson_step": "x"}, "lesson_step"),
        ({"lesson": "why-memory-costs-energy", "well_barrier": "x"}, "well_barrier"),
    ],
)
def test_bad_address_is_told(query, told):
    assert told in open_page(**query).warning[0].value


def test_step_beyond_the_last_is_the_last():
    assert "Your turn" in headings(open_page(lesson="how-far-are-we", lesson_step="20"))


GOOD = """---
title: T
level: introduction
minutes: 5
objectives: [see]
needs: nothing
teacher: notes
---

## First

```yaml
figure: wells
set: ""
controls: []
```

Words.
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("level: introduction", "level: easy", "easy"),
        ("title: T\n", "", "title"),
        ("```yaml", "```", "block of yaml"),
        ("Words.", "Words.\n\n<!-- answer -->\n\n42", "no question"),
    ],
)
def test_lesson_that_cannot_be_taught_says_why(old, new, told):
    assert parse_lesson("1-good", GOOD).steps[0].words == "Words."
    with pytest.raises(LessonError, match=told):
        parse_lesson("1-bad", GOOD.replace(old, new))


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [\n---\n",
        "",
        GOOD.replace('set: ""', "set: ["),
        GOOD.replace("controls: []", "controls: 1"),
        GOOD.partition("## ")[0],
    ],
)
def test_broken_file_is_left_out_and_told(tmp_path, text):
    (tmp_path / "1-good.md").write_text(GOOD, "utf-8")
    (tmp_path / "2-bad.md").write_text(text, "utf-8")
    (tmp_path / "3-worse.md").write_bytes(b"\xff\xfe\x00")
    found, broken = _read(tmp_path)
    assert list(found) == ["good"]
    assert [told.partition(":")[0] for told in broken] == ["2-bad.md", "3-worse.md"]


SLIDER = "slider: {low: 0, high: 9, step: 1, within: 1}"
ASKING = f"[]\nquestion:\n  ask: How long?\n  answer: held\n  {SLIDER}"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Words.", "It holds for {helt}.", "'helt', which is not known: is held meant?"),
        ("Words.", "Words.\n\n<!-- teacher -->\n\n{nonsense}", "nonsense"),
        ("teacher: notes", "teacher: '{nonsense}'", "nonsense"),
        ("figure: wells", "figure: barier", "is barrier or run-barrier meant"),
        ('""', "nonsense=1", "nonsense"),
        ('""', "well_barrier=much", "well_barrier = 'much' is not allowed"),
        ("[]", "[nonsense]", "nonsense"),
        ("[]", "well_barrier", "'well_barrier' is no list"),
        ("controls: []", "controls: []\nopen: perhaps", "'perhaps', which is neither true nor false"),
        ("needs: nothing", "needs: nothing\nteecher: x", "'teecher' is none of"),
        ("controls: []", "controls: []\nquestions: x", "'questions' is none of"),
        ("[]", ASKING.replace("low", "lowest"), "'lowest' is none of"),
        ("[]", ASKING.replace("within: 1", "within: 1, logg: true"), "'logg' is none of"),
        ("[]", ASKING.replace("ask", "aks"), "'aks' is none of"),
        ("[]", ASKING.replace("held", "hold"), "'hold', which is not known"),
        ("[]", ASKING.replace("How long?", "How {long}?"), "'long', which is not known"),
        ("[]", ASKING.replace("low: 0", "low: 5"), "nothing offered is that"),
        ("[]", ASKING.replace(SLIDER, "options: {a: x, b: y}").replace("held", "end_without_drive"), "nothing offered"),
        ("figure: wells", "figure: spectrum", ""),
        ("[]", "[own_point]", "own_point"),
    ],
)
def test_lesson_with_a_slip_of_the_pen_is_left_out_and_says_which(tmp_path, old, new, told):
    (tmp_path / "1-good.md").write_text(GOOD.replace("[]", ASKING), "utf-8")
    (tmp_path / "2-slip.md").write_text(GOOD.replace(old, new), "utf-8")
    found, broken = _read(tmp_path)
    if not told:  # nothing wrong with it
        assert list(found) == ["good", "slip"]
        return
    assert list(found) == ["good"]
    assert len(broken) == 1
    assert re.search(told, broken[0])


def test_lesson_offers_what_can_be_moved(tmp_path):
    text = GOOD.replace("figure: wells", "figure: spectrum").replace("[]", "[own_point]")
    (tmp_path / "1-slip.md").write_text(text, "utf-8")
    assert "'own_point', which no slider and no choice moves" in _read(tmp_path)[1][0]


def test_step_that_sets_what_its_figure_lacks_says_so():
    lesson = parse_lesson("1-bad", GOOD.replace('set: ""', "set: gamma_1=0.9"))
    with pytest.raises(LessonError, match="gamma_1"):
        start_values(lesson.steps[0])


@pytest.mark.parametrize(
    ("said", "hands"),
    [
        ([3, None, 12], [3, None, 12]),
        ([3], [3, None, None]),
        ([-1, 1e9, "5"], [None, None, None]),
        ([True, float("nan"), 2.0, 7], [None, None, 2]),
        ("hands", [None, None, None]),
        (None, [None, None, None]),
    ],
)
def test_only_whole_numbers_of_hands_are_counted(said, hands):
    assert _hands(said, 3) == hands


def test_kinds_of_questions_vary():
    for lesson in lessons().values():
        kinds = {type(step.question) for step in lesson.steps if step.question}
        assert kinds <= {Choose, Drag}
    assert {type(lesson.steps[at - 1].question) for lesson, at in ASKED} == {Choose, Drag}

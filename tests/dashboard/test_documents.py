"""The documents of the static site: the reference of limcore from its docstrings, and the model from the pages."""

import html
import inspect
import re
from html.parser import HTMLParser

import pytest

import limcore
from dashboard.figures import FIGURES
from dashboard.parameters import PARAMETERS, Name, Pin
from dashboard.references import CITATIONS
from dashboard.site.docstrings import section_html, sections, text_html
from dashboard.site.model_page import documented, model_page
from dashboard.site.reference_page import public_names, reference_page
from dashboard.words.limits_sections import LIMITS
from dashboard.words.theory_steps import STEPS

PUBLIC = [name for name in limcore.__all__ if not name.startswith("_")]


def nowhere(name):
    return ""


class Read(HTMLParser):
    """What a reader sees of a page, section by section, without its equations."""

    def __init__(self, page):
        super().__init__()
        self.anchors, self.hidden, self.parts = [], 0, {"": ""}
        self.feed(page.write())

    def handle_starttag(self, tag, attributes):
        if place := dict(attributes).get("id"):
            self.anchors.append(place)
            self.parts[place] = ""
        self.hidden += tag in ("math", "pre", "style", "script")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("math", "pre", "style", "script")

    def handle_data(self, data):
        if not self.hidden:
            self.parts[(self.anchors or [""])[-1]] += data

    @property
    def text(self):
        return " ".join(" ".join(self.parts.values()).split())


@pytest.fixture(scope="module")
def reference():
    return Read(reference_page())


@pytest.fixture(scope="module")
def model():
    return Read(model_page())


def test_reference_has_every_public_name_once_and_no_other(reference):
    listed = [name for names in public_names().values() for name in names]
    assert sorted(listed) == sorted(PUBLIC)
    anchors = [one for one in reference.anchors if one != "content"]  # to which the link past the navigation leads
    assert sorted(anchors) == sorted([*PUBLIC, *public_names()])


@pytest.mark.parametrize("name", [name for name in PUBLIC if inspect.isfunction(getattr(limcore, name))])
def test_function_is_described_with_its_parameters_and_what_it_returns(reference, name):
    function, said = getattr(limcore, name), " ".join(reference.parts[name].split())
    assert (inspect.getdoc(function) or "").splitlines()[0].replace("`", "") in said
    assert "Returns" in said
    assert all(parameter in said for parameter in inspect.signature(function).parameters)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_name_has_something_to_say(reference, name):
    assert len(reference.parts[name].split()) > 5


def test_schedules_are_described_with_what_they_take(reference):
    for name, kind in limcore.SCHEDULES.items():
        assert repr(name) in reference.parts["SCHEDULES"]
        assert all(parameter in reference.parts["SCHEDULES"] for parameter in kind.parameter_names)


def test_no_markup_is_left_over(reference):
    assert re.findall(r"\S*(?:`|:math:|\]_|\.\. )\S*", reference.text) == []


def test_examples_stand_as_they_are_run():
    page = html.unescape(reference_page().write())
    assert '>>> print(f"{barrier_height(1.0, 0.01):.5f}")\n3.83323' in page


def test_what_a_table_holds_is_said_in_words(reference):
    for name in ("CATEGORIES", "OPERATIONS"):
        assert [words for words in getattr(limcore, name).values() if words not in reference.parts[name]] == []


def test_text_of_docstrings_is_escaped():
    hostile = "Less than <script>alert(1)</script> & `<b>`, ``<i>`` and *<u>*."
    assert text_html(hostile, nowhere) == (
        "<p>Less than &lt;script&gt;alert(1)&lt;/script&gt; &amp; <code>&lt;b&gt;</code>, <code>&lt;i&gt;</code> and "
        "<em>&lt;u&gt;</em>.</p>"
    )
    for title in ("Parameters", "Examples", "Notes"):
        assert "<script>" not in section_html(title, "<script> : <script>\n    <script>", nowhere)


def test_sections_of_a_docstring_are_told_apart():
    docstring = """Compute a thing.

    Parameters
    ----------
    one, two : float
        Numbers, like those of `other`.

        A second paragraph.

    Notes
    -----
    With

    .. math:: a &= b

    it is :math:`c` of [1]_.
    """
    assert [title for title, _ in sections(docstring)] == ["", "Parameters", "Notes"]
    (_, summary), (_, parameters), (_, notes) = sections(docstring)
    assert summary == "Compute a thing."
    fields = section_html("Parameters", parameters, lambda name: f"#{name}")
    assert '<dt><code>one, two</code> <span class="muted">float</span></dt>' in fields
    assert '<a href="#other"><code>other</code></a>' in fields
    assert "<p>A second paragraph.</p></dd>" in fields
    assert section_html("Notes", notes, nowhere).count("<math") == 2


def test_model_has_every_step_limit_figure_and_source(model):
    titles = [*(step.title for step in STEPS), *(limit.title for limit in LIMITS)]
    titles += [figure.title for figure in FIGURES.values()]
    assert [title for title in titles if title not in model.text] == []
    assert [one.key for one in CITATIONS.values() if one.text not in model.text] == []


def test_model_has_every_parameter_with_its_range_and_default(model):
    shown = {one.key for told in documented().values() for one in told}
    copies = {key for key in PARAMETERS if re.search(r"_[23]$", key)}
    of_lessons = {key for key in PARAMETERS if key.startswith("lesson")}
    skipped = {key for key, one in PARAMETERS.items() if isinstance(one, (Pin, Name))}
    assert set(PARAMETERS) - shown - copies - skipped - of_lessons == set()
    for key in shown:
        parameter = PARAMETERS[key]
        assert f"{key} {parameter.label}" in model.text
        assert f"{parameter.allowed[1:]}; {parameter.format(parameter.default)}".rstrip() in model.text


def test_model_says_where_the_equations_slip(model):
    said = model.parts["where-the-printed-equations-slip"]
    for slip in ("Sign.", "inequality.", "for retention."):
        assert slip in said

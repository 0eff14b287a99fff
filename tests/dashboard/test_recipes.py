"""The recipes of CONTRIBUTING.md, as far as a test can follow them: a lesson and a schedule that only this test has."""

from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from test_snippets import assert_computes

import limcore
from dashboard.export.snippets import parts as snippet_parts
from dashboard.figures import FIGURES
from dashboard.figures.chosen_schedules import schedule_controls, schedule_name
from dashboard.lessons import library
from dashboard.parameters import PARAMETERS, SCHEDULE_SIGNS, SCHEDULE_SLOT, SCHEDULE_SLOTS, slot
from dashboard.site.lesson_pages import lesson_page
from limcore.schedules import Schedule

ROOT = Path(__file__).parents[2]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a folder of lessons in the place of the project's own."""
    monkeypatch.setattr(library, "_FOLDER", tmp_path)
    return tmp_path


def recipe(title):
    """Take the file that a recipe shows."""
    section = CONTRIBUTING.split(f"### {title}\n")[1].split("\n### ")[0]
    return section.split("````markdown\n")[1].split("````")[0]


def test_lesson_of_the_recipe_is_one_file_and_can_be_taught(folder):
    (folder / "7-a-second-look.md").write_text(recipe("A lesson"), "utf-8")
    assert library.broken_lessons() == ()
    assert list(library.lessons()) == ["a-second-look"]
    page = lesson_page("a-second-look").write()
    assert library.lessons()["a-second-look"].title in page
    assert 'data-right="true"' in page


def test_lesson_with_a_slip_is_told_and_the_others_are_taught(folder):
    (folder / "7-a-second-look.md").write_text(recipe("A lesson"), "utf-8")
    (folder / "8-a-slip.md").write_text(recipe("A lesson").replace("figure: wells", "figure: wels"), "utf-8")
    assert list(library.lessons()) == ["a-second-look"]
    (told,) = library.broken_lessons()
    assert told.startswith("8-a-slip.md: ")
    assert "is wells or" in told or "is wells meant" in told


class Hyperbola(Schedule):
    """Hyperbolic decay: eps = initial / sqrt(1 + (n/tau)^2)."""

    name = "hyperbola"
    parameter_names = ("initial", "tau")

    def log_learning_rate(self, n):
        """Compute ln(initial) - ln(1 + (n/tau)^2)/2."""
        with np.errstate(divide="ignore"):
            bend = 2.0 * (np.log(np.asarray(n, float)) - np.log(self.parameters["tau"]))
        return np.asarray(np.log(self.parameters["initial"]) - np.logaddexp(0.0, bend) / 2.0)


@pytest.fixture
def hyperbola(monkeypatch):
    """Register a schedule at the three places of the recipe: its class, the list of schedules, the choice of a page."""
    known = MappingProxyType({**limcore.SCHEDULES, Hyperbola.name: Hyperbola})
    for module in (limcore, limcore.schedules, snippet_parts):
        monkeypatch.setattr(module, "SCHEDULES", known)
    for place in SCHEDULE_SLOTS:
        monkeypatch.setitem(PARAMETERS[slot("schedule", place)].options, Hyperbola.name, "hyperbola")


def test_new_schedule_is_summed_like_any_other(hyperbola):
    schedule = limcore.make_schedule("hyperbola", initial=0.5, tau=30.0, warmup_steps=10)
    path = limcore.learning_trajectory(schedule, 2000, alpha=0.5, points=range(1, 2001))
    np.testing.assert_allclose(path["cumulative_dissipation"], path["dissipation"].cumsum(), rtol=1e-12)
    later = path["n"] > 10
    expected = 0.5 / np.sqrt(1.0 + ((path["n"][later] - 11) / 30.0) ** 2)
    np.testing.assert_allclose(path["learning_rate"][later], expected, rtol=1e-12)
    found = limcore.consolidation(schedule, 5.0, alpha=0.5)
    height = limcore.learning_trajectory(schedule, found.n, alpha=0.5, points=[found.n - 1, found.n])["barrier_height"]
    assert height.iloc[0] < 5.0 <= height.iloc[1]


def test_new_schedule_has_its_controls_its_name_and_its_script(hyperbola):
    assert schedule_controls("hyperbola") == ("initial", "tau", "warmup_steps")
    for name in ("learning", "barrier", "dissipation"):
        figure = FIGURES[name]
        values = figure.values(schedule_1="hyperbola", tau_1=30.0)
        assert schedule_name(values, 1) == "hyperbola (τ = 30)"
        assert "hyperbola (τ = 30)" in figure.description(values)
        assert figure.drawing(values)["data"]
        assert_computes(figure, values)


def test_every_parameter_of_a_schedule_can_be_named():
    assert set(SCHEDULE_SIGNS) == set(SCHEDULE_SLOT) - {"schedule", "table"}

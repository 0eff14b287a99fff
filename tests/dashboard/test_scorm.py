"""A lesson in a learning platform: a package that it takes, and what it is told."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from dashboard.lessons.library import lessons
from dashboard.site.scorm import scorm_package
from dashboard.templates import markup

CONTENT = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
# What a platform hands to the pages that it shows.
PLATFORM = """
window.told = [];
const values = {};
window.API = {
  LMSInitialize: () => (told.push("begun"), "true"),
  LMSFinish: () => (told.push("ended"), "true"),
  LMSCommit: () => "true",
  LMSGetValue: (name) => values[name] ?? "",
  LMSSetValue: (name, value) => (values[name] = value, told.push(`${name} ${value}`), "true"),
};
"""


@pytest.fixture(scope="module")
def package():
    return zipfile.ZipFile(io.BytesIO(scorm_package(next(iter(lessons())))))


def test_the_manifest_lists_what_is_there_and_where_it_begins(package):
    manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
    assert manifest.findtext(f"{CONTENT}metadata/{CONTENT}schemaversion") == "1.2"
    organizations = manifest.find(f"{CONTENT}organizations")
    organization = organizations.find(f"{CONTENT}organization")
    assert organizations.get("default") == organization.get("identifier")
    resource = manifest.find(f"{CONTENT}resources/{CONTENT}resource")
    assert organization.find(f"{CONTENT}item").get("identifierref") == resource.get("identifier")
    assert (resource.get("type"), resource.get(f"{ADL}scormtype")) == ("webcontent", "sco")
    files = {file.get("href") for file in resource.findall(f"{CONTENT}file")}
    assert files | {"imsmanifest.xml"} == set(package.namelist())
    assert resource.get("href") in files


@pytest.mark.parametrize("name", lessons())
def test_the_manifest_keeps_to_what_its_schema_allows(name):
    """Names that are no words, or stand for two things, are what a platform refuses; lengths are those of IMS."""
    page = f"lessons/{name}.html"
    manifest = ElementTree.fromstring(str(markup("site/imsmanifest", lesson=lessons()[name], page=page, names=[page])))
    named = [one.get("identifier") for one in manifest.iter() if one.get("identifier")]
    assert len(named) == len(set(named)) == 4
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", one, re.ASCII) for one in named)
    assert [child.tag.removeprefix(CONTENT) for child in manifest] == ["metadata", "organizations", "resources"]
    assert all(len(title.text) <= 200 for title in manifest.iter(f"{CONTENT}title"))
    assert len(manifest.get("version")) <= 20


def test_a_lesson_keeps_the_notes_of_its_teacher_to_itself(package):
    (page,) = (name for name in package.namelist() if name.endswith(".html"))
    text = package.read(page).decode()
    assert "Teacher’s notes" not in text
    assert "<nav" not in text


def test_the_platform_is_told_how_far_a_learner_is(package, browser, tmp_path):
    package.extractall(tmp_path)
    (page,) = (name for name in package.namelist() if name.endswith(".html"))
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    context.add_init_script(PLATFORM)
    tab = context.new_page()
    tab.goto((tmp_path / page).as_uri())
    questions = tab.locator(".question")
    count = questions.count()
    for number in range(count):
        question = questions.nth(number)
        right = question.locator("[data-right=true]")
        (right if right.count() else question.locator(".show")).first.click()
    chosen = tab.locator(".question:has([data-right])").count()
    told = tab.evaluate("() => told")
    assert told[0] == "begun"
    assert "cmi.core.lesson_status incomplete" in told
    assert told[-1] == "cmi.core.lesson_status completed"
    assert f"cmi.core.score.raw {round(100 * chosen / count)}" in told
    context.close()

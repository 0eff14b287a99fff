"""Modules linked into one text: each in its own scope, in the order in which they need each other."""

import re

import pytest

from dashboard.scripts import linked

ENTRIES = (
    "live/live.js",
    "live/standalone.js",
    "site/questions.js",
    "site/walls.js",
    "tour/tour.js",
    "walls/component.js",
)


@pytest.fixture
def link(tmp_path):
    """Write modules into a folder and link `main.js`."""

    def write_and_link(**modules):
        for name, text in modules.items():
            path = tmp_path / f"{name.replace('_', '/')}.js"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text + "\n", "utf-8")
        return linked("main.js", tmp_path)

    return write_and_link


def test_each_module_is_there_once_after_those_that_it_needs(link):
    text = link(
        main='import { one } from "./parts/one.js";\nimport { two } from "./parts/two.js";\nshow(one, two);',
        parts_one='import { two } from "./two.js";\nexport const one = two + 1;',
        parts_two="export const two = 2;",
    )
    assert re.findall(r"^const \$(\w+) = \(\(\) =>", text, re.MULTILINE) == ["parts_two", "parts_one", "main"]


def test_script_leaves_no_names_behind(link):
    text = link(main='import { size as other } from "./other.js";\nshow(other);', other="export const size = 2;")
    assert text.startswith('(() => {\n"use strict";')
    assert text.endswith("})();\n")


def test_default_export_is_that_of_the_text(link):
    text = link(main="export default function render() {}")
    assert text.endswith("\nexport default $main.default;\n")


@pytest.mark.parametrize(
    "form",
    [
        'import other from "./other.js";',
        'import * as other from "./other.js";',
        'import "./other.js";',
        'import { size } from "elsewhere";',
        'const other = await import("./other.js");',
        "const here = import.meta.url;",
        "export let size = 1;",
        "export { size };",
        'export * from "./other.js";',
        "export default class {}",
    ],
)
def test_other_forms_are_refused(link, form):
    with pytest.raises(ValueError, match=r"main\.js says .* does not link"):
        link(main=f"const before = 1;\n{form}", other="export const size = 1;")


def test_name_that_is_not_exported_is_refused(link):
    with pytest.raises(ValueError, match=r"main\.js imports length, which \./other\.js does not export"):
        link(main='import { size, length } from "./other.js";', other="export const size = 1;")


def test_circle_is_refused(link):
    with pytest.raises(ValueError, match=r"main\.js imports itself, by way of other\.js"):
        link(
            main='import { two } from "./other.js";\nexport const one = 1;',
            other='import { one } from "./main.js";\nexport const two = 2;',
        )


@pytest.mark.parametrize("entry", ENTRIES)
def test_text_can_stand_in_a_page(entry):
    text = linked(entry)
    assert "</script" not in text
    assert "<!--" not in text

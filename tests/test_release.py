"""The check list of a release refuses what does not agree."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAMED = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
VERSION, CITED, CHANGES = "limcore/_version.py", "CITATION.cff", "CHANGELOG.md"
FILES = {
    VERSION: '__version__ = "1.2.0"\n',
    CITED: "version: 1.2.0\ndate-released: 2026-01-01\n",
    CHANGES: "## [Unreleased]\n\n## [1.2.0]\n\n- All.\n",
}


class Clone:
    """What the script reads, in a repository of its own."""

    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(ROOT / ".ci", folder / ".ci")
        (folder / "limcore").mkdir()
        self.git("init", "--quiet")
        self.write(FILES)

    def git(self, *arguments):
        subprocess.run(["git", *NAMED, *arguments], cwd=self.folder, check=True)

    def write(self, files):
        for name, text in files.items():
            (self.folder / name).write_text(text, "utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "A commit")

    def refusal(self):
        done = subprocess.run(["bash", ".ci/release"], cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        return done.stderr


@pytest.fixture
def clone(tmp_path):
    return Clone(tmp_path)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (CITED, "version: 1.1.0\ndate-released: 2026-01-01\n", "CITATION.cff does not say version 1.2.0."),
        (CITED, "version: 1.2.0\n", "CITATION.cff does not say when"),
        (CHANGES, "## [1.1.0]\n", "The newest version in CHANGELOG.md is not 1.2.0: ## [1.1.0]"),
        (
            CHANGES,
            "## [Unreleased]\n\n- More.\n- Most.\n\n## [1.2.0]\n",
            "CHANGELOG.md has changes that are not released: 2.",
        ),
    ],
)
def test_a_version_that_is_not_said_alike_is_refused(clone, file, text, said):
    clone.write({file: text})
    assert said in clone.refusal()


def test_what_is_not_committed_is_refused(clone):
    (clone.folder / CHANGES).write_text("## [1.2.0]\n")
    assert "not committed" in clone.refusal()


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("v1.1.9", "This commit has the tag v1.1.9, and is version 1.2.0."),
        ("v1.2", "This commit has the tag v1.2, and is version 1.2.0."),
    ],
)
def test_a_tag_of_another_version_is_refused(clone, tag, said):
    clone.git("tag", tag)
    assert said in clone.refusal()


@pytest.mark.parametrize(
    ("tag", "said"),
    [("v1.2.0", "The tag v1.2.0 is at another commit"), ("v1.10.0", "There is a tag of a newer version: v1.10.0.")],
)
def test_a_version_that_has_gone_out_is_refused(clone, tag, said):
    clone.git("tag", tag)
    clone.write({"more": "more\n"})
    assert said in clone.refusal()

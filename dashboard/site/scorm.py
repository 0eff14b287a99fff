"""A lesson as a package that learning platforms take (SCORM 1.2)."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from dashboard.export.style import page_style
from dashboard.lessons.library import lessons
from dashboard.plotly_script import plotly_script
from dashboard.scripts import linked
from dashboard.site.lesson_pages import lesson_page
from dashboard.templates import markup

__all__ = ["scorm_package"]

_DATE: Final = (1980, 1, 1, 0, 0, 0)  # of every file: a package does not differ by when it was made


def scorm_package(name: str) -> bytes:
    """Pack a lesson, without the notes for its teacher; it reports how far it is and how many answers were right."""
    page = lesson_page(name, notes=False)
    files = {
        page.path: page.write(scorm=True),
        "assets/site.css": page_style(),
        "assets/plotly.min.js": plotly_script(),
        "assets/figures.js": linked("site/questions.js"),
        "assets/scorm.js": linked("site/scorm.js"),
    }
    manifest = markup("site/imsmanifest", lesson=lessons()[name], page=page.path, names=list(files))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for place, content in {"imsmanifest.xml": str(manifest), **files}.items():
            archive.writestr(zipfile.ZipInfo(place, _DATE), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()

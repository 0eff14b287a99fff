"""From addresses to drawings where only the standard library, NumPy, limcore and dashboard can be imported.

`python numpy_alone.py NAME` reads the queries of the figure NAME as a list in JSON, and writes what it has drawn;
`python numpy_alone.py` alone writes the words beside the figures: walls, snippets, and the titles of all pages.
"""

import json
import sys
from importlib.abc import MetaPathFinder
from urllib.parse import parse_qsl

ALLOWED = sys.stdlib_module_names | {"numpy", "limcore", "dashboard"}


class Alone(MetaPathFinder):
    """Refuse to import what is not allowed, by its name."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname.partition(".")[0] not in ALLOWED:
            raise ModuleNotFoundError(f"{fullname} is imported", name=fullname)


def draw(name, queries):
    """Draw and describe a figure at each query, as a browser reads it; then, from the second, frames along a slider."""
    from dashboard import plain_text, presets, readings, references, theme, wording  # noqa: F401
    from dashboard.figures import FIGURES, encode_arrays
    from dashboard.live.frames import draw_all, evenly, pack_frames
    from dashboard.parameters import PARAMETERS, Number, decode

    figure = FIGURES[name]
    drawn = []
    for query in queries:
        values, errors = decode(dict(parse_qsl(query)), figure.parameters)
        assert not errors, errors
        columns = figure.columns(values)
        drawing = json.dumps(encode_arrays(figure.sketch(columns, values)), allow_nan=False)
        drawn.append({"drawing": json.loads(drawing), "description": figure.describe(columns, values)})
    slider = next(key for key in figure.parameters if isinstance(PARAMETERS[key], Number))
    values, _ = decode(dict(parse_qsl(queries[1])), figure.parameters)
    stops = evenly(PARAMETERS[slider].stops, 5)
    frames = pack_frames(draw_all(figure, [values | {slider: stop} for stop in stops]), stops)
    return {"drawn": drawn, "frames": len(frames)}


def say():
    """Compute the walls and the snippets, and list the pages."""
    from dashboard.catalogue import PAGES
    from dashboard.export.snippet import snippet
    from dashboard.figures import FIGURES
    from dashboard.walls.costs import walls

    snippets = {name: snippet(figure, figure.values()) for name, figure in FIGURES.items()}
    return {"walls": [wall.saved_text for wall in walls()], "snippets": snippets, "pages": list(PAGES)}


if __name__ == "__main__":
    sys.meta_path.insert(0, Alone())
    json.dump(draw(sys.argv[1], json.load(sys.stdin)) if sys.argv[1:] else say(), sys.stdout)

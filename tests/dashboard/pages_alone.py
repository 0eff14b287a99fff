"""The pages as the engine in a browser runs them, in a process where only what goes along can be imported.

`python pages_alone.py FOLDER` reads questions as a list in JSON, from the standard input, and writes the answers: a
message asks for what is then to be seen, a list for what a function of the bridge gives. FOLDER is where the packed
Python has been unpacked.
"""

import json
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path


class Alone(MetaPathFinder):
    """Refuse to import what does not go along, by its name."""

    def __init__(self, folder):
        self.allowed = sys.stdlib_module_names | {"numpy"} | {path.name for path in folder.iterdir()}

    def find_spec(self, fullname, path=None, target=None):
        if fullname.partition(".")[0] not in self.allowed:
            raise ModuleNotFoundError(f"{fullname} is imported", name=fullname)


if __name__ == "__main__":
    packed = Path(sys.argv[1])
    sys.meta_path.insert(0, Alone(packed))
    sys.path.insert(0, str(packed))
    from dashboard import bridge

    def answer(question):
        if isinstance(question, dict):
            return json.loads(bridge.show(json.dumps(question)))
        name, *given = question
        said = getattr(bridge, name)(*given)
        return said.decode() if isinstance(said, bytes) else json.loads(said)

    json.dump([answer(question) for question in json.load(sys.stdin)], sys.stdout)

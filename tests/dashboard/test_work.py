"""Work in processes: done once for all who wait, bounded in number and memory, and not begun for nobody."""

import asyncio
import os
import pickle
import subprocess
import sys
from pathlib import Path

import httpx
import numpy as np
import pytest
from chores import die, noted, released
from waiting import finished

from dashboard import desks
from dashboard.export.shown import shown, table_shown
from dashboard.export.snippet import snippet
from dashboard.figures import FIGURES
from dashboard.heavy import BusyError, done_by, heavy
from dashboard.work import Desk, Processes


@pytest.fixture(scope="module")
def one_process():
    processes = Processes(1)
    yield processes
    processes.close()


async def until(condition):
    async with asyncio.timeout(30):
        while not condition():  # another process is waited for
            await asyncio.sleep(0.005)


async def begun(desk, folder, name="first"):
    """Have the one process begin something that goes on until it is let go."""
    order = asyncio.ensure_future(desk.take(released, str(folder), name))
    await until((folder / f"{name}.go").exists)
    return order


async def let_go(order, folder, name="first"):
    await asyncio.to_thread((folder / f"{name}.go").write_bytes, b"done")
    return await order


def test_many_who_ask_for_the_same_wait_for_one(one_process, tmp_path):
    async def asked():
        desk = Desk("things", one_process, most=1, room=10)
        return await asyncio.gather(*(desk.take(noted, str(tmp_path)) for _ in range(30)))

    assert finished(asked()) == [b"x"] * 30
    assert len(list(tmp_path.iterdir())) == 1


def test_what_has_been_made_is_kept_as_far_as_there_is_room(one_process, tmp_path):
    async def asked():
        desk = Desk("things", one_process, most=1, room=10)
        for size in (4, 6, 4, 6, 3, 4):  # the first makes room for the fifth, and is made again
            await desk.take(noted, str(tmp_path), size)

    finished(asked())
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize("kind", ["log", "figure"])
def test_what_takes_a_page_long_is_done_by_a_process_where_there_is_a_server(kind):
    async def served():
        desks.start()
        try:
            return await asyncio.to_thread(heavy, kind, os.getpid)
        finally:
            desks.close()

    assert finished(served()) != os.getpid()
    assert heavy(kind, os.getpid) == os.getpid()


def test_figures_of_trainings_and_their_tables_are_made_by_processes():
    """And are the same: what is shown is no other than what is drawn here."""
    figure = FIGURES["training"]
    values = figure.values(task="xor", training_steps=50.0)
    made = []
    done_by(lambda kind, work, given: made.append((kind, pickle.loads(pickle.dumps(work)))) or work(*given))
    try:
        drawing, description, script = shown(figure, values)
        table = table_shown(figure, values)
        shown(FIGURES["wells"], FIGURES["wells"].values())
    finally:
        done_by(None)
    assert [kind for kind, _ in made] == ["figure", "figure"]
    assert drawing["layout"]["meta"]["caption"] == figure.drawing(values)["layout"]["meta"]["caption"]
    assert (description, script) == (figure.description(values), snippet(figure, values))
    np.testing.assert_array_equal(table["loss_nat"], figure.columns(values)["loss_nat"])
    assert {name for name, one in FIGURES.items() if one.takes_long} == {
        name for name, one in FIGURES.items() if "training_steps" in one.parameters
    }


def test_beyond_its_length_a_desk_is_busy_at_once_and_takes_more_when_it_has_done(one_process, tmp_path):
    async def asked():
        desk = Desk("things", one_process, most=1)
        first = await begun(desk, tmp_path)
        with pytest.raises(BusyError, match="Too many things are waiting"):
            await desk.take(noted, str(tmp_path))
        assert await let_go(first, tmp_path) == b"done"
        assert await desk.take(noted, str(tmp_path)) == b"x"

    finished(asked())


def test_what_nobody_waits_for_any_longer_is_not_begun(one_process, tmp_path):
    async def asked():
        desk = Desk("things", one_process, most=5)
        first = await begun(desk, tmp_path)
        waiting = [asyncio.ensure_future(desk.take(noted, str(tmp_path), size)) for size in (1, 2, 3, 4)]
        await asyncio.sleep(0)
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert await let_go(first, tmp_path) == b"done"
        assert await desk.take(noted, str(tmp_path), 5) == b"x" * 5
        assert desk.is_idle

    finished(asked())
    assert len([path for path in tmp_path.iterdir() if path.name.isdigit()]) == 1


def test_what_is_urgent_comes_first(one_process, tmp_path):
    async def asked():
        urgent, patient = (Desk("things", one_process, most=5, precedence=number) for number in (0, 1))
        first = await begun(patient, tmp_path)
        made = []
        waiting = []
        for desk, size in ((patient, 1), (patient, 2), (urgent, 3)):
            waiting.append(asyncio.ensure_future(desk.take(noted, str(tmp_path), size)))
            waiting[-1].add_done_callback(lambda one: made.append(len(one.result())))
        await asyncio.sleep(0)
        await let_go(first, tmp_path)
        await asyncio.gather(*waiting)
        return made

    assert finished(asked()) == [3, 1, 2]


def test_one_who_leaves_takes_nothing_from_those_who_stay(one_process, tmp_path):
    async def asked():
        desk = Desk("things", one_process, most=1)
        stays = await begun(desk, tmp_path)
        leaves = asyncio.ensure_future(desk.take(released, str(tmp_path), "first"))
        await asyncio.sleep(0)
        leaves.cancel()
        return await let_go(stays, tmp_path)

    assert finished(asked()) == b"done"


def test_death_of_a_process_is_told_and_the_next_who_asks_is_served(one_process, tmp_path):
    async def asked():
        desk = Desk("things", one_process, most=1)
        with pytest.raises(BusyError, match="stopped"):
            await desk.take(die, str(tmp_path))
        return await desk.take(noted, str(tmp_path))

    assert finished(asked()) == b"x"


def is_gone(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().split()[2] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def children(number):
    """List the processes that one has started."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = dict(map(int, line.split()) for line in listed.splitlines())
    return [one for one, parent in parents.items() if parent == number]


SERVER = """
import asyncio, os, sys, time
from chores import process
from dashboard.work import Desk, Processes

async def serve():
    print((await Desk("things", Processes(1), most=1).take(process)).decode(), flush=True)
    await asyncio.sleep(3600)

if __name__ == "__main__":
    asyncio.run(serve())
"""


def test_processes_end_with_a_server_that_is_killed(tmp_path):
    (tmp_path / "server.py").write_text(SERVER)
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
    environment = os.environ | {"PYTHONPATH": paths}
    command = [sys.executable, str(tmp_path / "server.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as server:
        number = int(server.stdout.readline())
        server.kill()

    finished(until(lambda: is_gone(number)))


def printed(code, **environment):
    """Run Python as a process of its own; give what it prints, to its errors too."""
    alone = os.environ | environment
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=alone)


def test_processes_of_a_server_that_gives_way_give_way_as_well(tmp_path):
    code = (
        "import os; from dashboard.work import _settle_in; before = os.nice(10);"
        f"_settle_in({str(tmp_path)!r}); print(os.nice(0) - before)"
    )
    assert printed(code).stdout == "0\n"


def test_processes_are_ended_on_a_system_that_has_no_programs_for_it(tmp_path):
    code = (
        "import asyncio, os; from dashboard.work import Processes\n"
        "async def asked(one): return await one.submit(0, os.getpid)\n"
        "one = Processes(1); made = asyncio.run(asked(one)); one.close(); print(os.path.exists(f'/proc/{made}'))"
    )
    done = printed(code, PATH=str(tmp_path))
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_server_that_is_told_to_stop_puts_all_away(app):
    other = type(app)()
    other.start()
    try:
        assert httpx.get(f"{other.url}/figures/barrier/drawing", timeout=60).status_code == 200
        others = children(other.process.pid)
        assert len(others) >= 2
    finally:
        other.stop()
    finished(until(lambda: all(map(is_gone, others))))
    written = Path(other.output.name).read_text("utf-8")
    assert "leaked" not in written
    assert "Traceback" not in written


def test_errors_of_the_work_are_those_of_who_asks(one_process):
    async def asked():
        await Desk("things", one_process, most=1).take(noted, "/nonexistent")

    with pytest.raises(FileNotFoundError):
        finished(asked())

"""Looks: the newest of a window counts, windows take turns, whoever goes away stops the work, nothing is lost."""

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from treves.dashboard.looks import Looks
from treves.errors import TrevesError

from .serving import TOKEN


class Part:
    def __init__(self, **told):
        self.told = told

    def model_dump_json(self):
        return json.dumps(self.told)


class Study:
    """Yields a part when the test lets it, and notes who computed when."""

    def __init__(self, parts=3):
        self.parts, self.order, self.at_once, self.most_at_once = parts, [], 0, 0
        self.lock = threading.Lock()

    def look(self, name, is_stale, pause_s=0.0):
        for number in range(self.parts):
            with self.lock:
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
                self.order.append(name)
            time.sleep(pause_s)
            with self.lock:
                self.at_once -= 1
            yield Part(part=name, number=number)
            if is_stale():
                return


async def collect(lines):
    return [json.loads(line) async for line in lines]


def run(make):
    async def whole():
        looks = Looks(threads=1)
        try:
            return await make(looks)
        finally:
            looks.close()

    return asyncio.run(whole())


def test_a_newer_look_of_the_same_window_ends_the_older():
    """The older ends with a line that says so; the newer is whole; another window is not touched."""
    study = Study()

    async def three(looks):
        old = looks.begin("one", lambda stale: study.look("old", stale))
        first = json.loads(await anext(old))
        new = looks.begin("one", lambda stale: study.look("new", stale))
        other = looks.begin("two", lambda stale: study.look("other", stale))
        return first, await asyncio.gather(collect(old), collect(new), collect(other))

    first, (old, new, other) = run(three)
    assert first == {"part": "old", "number": 0}
    assert old == [{"part": "stale"}]
    assert [line["number"] for line in new] == [0, 1, 2]
    assert [line["number"] for line in other] == [0, 1, 2]


def test_windows_take_turns_part_by_part():
    """With one thread, a window waits for one part of each other window, never for a whole look."""
    study = Study(parts=4)

    async def several(looks):
        asked = [looks.begin(name, lambda stale, name=name: study.look(name, stale, 0.01)) for name in "abc"]
        return await asyncio.gather(*map(collect, asked))

    found = run(several)
    assert all(len(lines) == 4 for lines in found)
    for at in range(0, len(study.order), 3):
        assert sorted(study.order[at : at + 3]) == ["a", "b", "c"]
    assert study.most_at_once == 1


def test_one_window_computes_one_look_at_a_time():
    study = Study(parts=2)

    async def flood(looks):
        asked = []
        for number in range(20):
            asked.append(asyncio.create_task(collect(looks.begin("w", lambda s, n=number: study.look(n, s, 0.005)))))
            await asyncio.sleep(0.002)
        found = await asyncio.gather(*asked)
        assert looks.windows == 0
        return found

    found = run(flood)
    assert [line["number"] for line in found[-1]] == [0, 1]
    assert study.most_at_once == 1
    assert all(lines[-1] == {"part": "stale"} for lines in found[:-1] if len(lines) < 2 or "number" not in lines[-1])


def test_what_goes_wrong_ends_the_stream_in_words(capfd):
    """What treves refuses is told; what is our own fault is told without its insides, and the window goes on."""

    def refused(_):
        raise TrevesError("no such party")
        yield

    def broken(_):
        yield Part(part="deals")
        raise ZeroDivisionError("secret")

    async def each(looks):
        study = Study(1)
        return [await collect(looks.begin("w", look)) for look in (refused, broken, lambda s: study.look("fine", s))]

    no, fault, fine = run(each)
    assert no == [{"part": "error", "message": "no such party"}]
    assert [line["part"] for line in fault] == ["deals", "error"]
    assert "secret" not in json.dumps(fault)
    assert fine == [{"part": "fine", "number": 0}]
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_whoever_goes_away_stops_the_work():
    """A look nobody listens to any more turns stale, and its window and its turn are free again."""
    study = Study(parts=1000)

    async def leave(looks):
        async def listen():
            async for _ in looks.begin("w", lambda stale: study.look("left", stale, 0.005)):
                pass

        task = asyncio.create_task(listen())
        await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        again = Study(1)
        found = await asyncio.wait_for(collect(looks.begin("w", lambda s: again.look("again", s))), 5)
        computed = len(study.order)
        await asyncio.sleep(0.05)
        assert len(study.order) <= computed + 1
        return found

    assert run(leave) == [{"part": "again", "number": 0}]
    assert len(study.order) < 100


def test_a_closed_window_of_a_browser_stops_the_study(ruritania):
    """The same over the wire: the connection is cut after the first part."""
    before = ruritania.engine.broken_off
    address, asked = f"{ruritania.address}/api/look", {"window": "closing"}
    with httpx.stream("POST", address, json=asked, headers={"X-Treves-Token": TOKEN}) as answer:
        next(answer.iter_lines())
    until = time.monotonic() + 10
    while ruritania.engine.broken_off == before and time.monotonic() < until:
        time.sleep(0.01)
    assert ruritania.engine.broken_off == before + 1
    whole = ruritania.post("/api/look", {"window": "closing"})
    assert [json.loads(line)["part"] for line in whole.text.splitlines()] == ["deals", "talks", "talks", "deals"]


def test_two_browsers_and_fifty_questions_at_once_lose_nothing(ruritania):
    """Every window gets all its parts, each about what it asked, and every other question its answer."""

    def look(number):
        change = {"set": "stake", "party": "RL", "shift": round(number / 1000, 3)}
        with httpx.Client(headers={"X-Treves-Token": TOKEN}, timeout=120) as browser:
            told = browser.post(f"{ruritania.address}/api/look", json={"window": f"w{number}", "adjustments": [change]})
        lines = [json.loads(line) for line in told.text.splitlines()]
        shift = change["shift"]
        return told.headers["content-type"], [x["part"] for x in lines], all(str(shift) in str(x) for x in lines)

    def start(_):
        return ruritania.get("/api/start").json()["case"]

    with ThreadPoolExecutor(75) as pool:
        looked, started = pool.map(look, range(50)), pool.map(start, range(25))
        for kind, parts, is_own in looked:
            assert kind.startswith("application/x-ndjson")
            assert parts == ["deals", "talks", "talks", "deals"]
            assert is_own
        assert list(started) == ["ruritania"] * 25

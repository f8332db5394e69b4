"""Small pieces of work for the tests, in a module of their own so that other processes find them."""

import math
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from treves.errors import TrevesError


def points_of(count):
    """Points of two inputs from 0 to 1."""
    return np.random.default_rng(3).random((count, 2))


def told_nothing(_told, _share):
    pass


@dataclass(frozen=True)
class Hills:
    """A cheap result that depends on every bit of its point."""

    seconds: float = 0.0

    def __call__(self, point):
        time.sleep(self.seconds)
        return {"height": math.fsum(math.sin(17.0 * value) for value in point), "slope": math.exp(point[0]) / 3.0}


@dataclass(frozen=True)
class Counted:
    """Hills that write down every study that was done, one line each."""

    place: str
    seconds: float = 0.0

    def __call__(self, point):
        with Path(self.place).open("a", encoding="utf-8") as file:
            file.write(f"{point[0]!r}\n")
        return Hills(self.seconds)(point)


@dataclass(frozen=True)
class Deadly:
    """Kills its process where the first input is at or above an edge, as the out-of-memory killer does."""

    edge: float

    def __call__(self, point):
        if point[0] >= self.edge:
            os.kill(os.getpid(), signal.SIGKILL)
        return Hills()(point)


@dataclass(frozen=True)
class DeadlyOnce:
    """Kills its process the first time that a study is done at or above an edge, and never again."""

    edge: float
    place: str

    def __call__(self, point):
        if point[0] >= self.edge:
            try:
                Path(self.place).touch(exist_ok=False)
            except FileExistsError:
                return Hills()(point)
            os.kill(os.getpid(), signal.SIGKILL)
        return Hills()(point)


@dataclass(frozen=True)
class Greedy:
    """Takes 2 GB where the first input is at or above an edge."""

    edge: float

    def __call__(self, point):
        if point[0] >= self.edge:
            return {"height": float(np.ones(250_000_000)[-1]), "slope": 0.0}
        return Hills()(point)


@dataclass(frozen=True)
class Faulty:
    """Refuses one half of the points, and stumbles over a few."""

    def __call__(self, point):
        if point[0] > 0.9:
            return {"height": 1 / 0}
        if point[0] > 0.5:
            raise TrevesError("no option is left on the table")
        return Hills()(point)


@dataclass(frozen=True)
class Ishigami:
    """Ishigami & Homma (1990), a = 7, b = 0.1: three inputs from -pi to pi, indices known exactly."""

    def __call__(self, point):
        x, y, z = point
        return {"height": math.sin(x) + 7.0 * math.sin(y) ** 2 + 0.1 * z**4 * math.sin(x)}

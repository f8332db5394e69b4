"""A SQLite file shared by processes: nothing lost, nothing half-written, every fault told."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from treves.store import Schema, StoreError, open_database, statements

GEESE = Schema("a list of geese", 0x474F4F53, (statements("create table geese (name text primary key)"),))
NEWER = Schema(
    "a list of geese",
    0x474F4F53,
    (*GEESE.steps, statements("alter table geese add column weight_kg real", "update geese set weight_kg = 3.5")),
)

WRITER = """
import sys
from treves.store import Schema, open_database, statements
geese = Schema("a list of geese", 0x474F4F53, (statements("create table geese (name text primary key)"),))
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_database(path, geese) as database:
    for at in range(count):
        with database.writing() as connection:
            seen = connection.execute("select count(*) from geese").fetchone()[0]
            connection.execute("insert into geese values (?)", (f"{name}-{at}",))
        print(at, flush=True)
"""


def add(database, *names):
    with database.writing() as connection:
        connection.executemany("insert into geese values (?)", [(name,) for name in names])


def names_in(database):
    with database.reading() as connection:
        return [name for (name,) in connection.execute("select name from geese order by name")]


def told_then_gone(connection):
    yield ("Akka",)
    connection.execute("insert into swans values ('Akka')")


def write_beside(path, name, count, **options):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)], stdout=subprocess.PIPE, text=True, **options
    )


def test_what_was_committed_is_there_when_the_file_is_opened_again(tmp_path):
    """Rows outlive the process's handle on the file, and a file may be closed twice."""
    with open_database(tmp_path / "geese.sqlite", GEESE) as database:
        add(database, "Akka", "Martin")
    database.close()
    with open_database(tmp_path / "geese.sqlite", GEESE) as database:
        assert names_in(database) == ["Akka", "Martin"]
        database.check()


def test_an_error_inside_takes_everything_back(tmp_path):
    """What was written before an error in the same block is gone, and the next block works."""
    with open_database(tmp_path / "geese.sqlite", GEESE) as database:
        with pytest.raises(sqlite3.IntegrityError):
            add(database, "Akka", "Akka")
        with pytest.raises(StoreError, match="no such table"), database.writing() as connection:
            connection.executemany("insert into geese values (?)", told_then_gone(connection))
        assert names_in(database) == []
        add(database, "Martin")
        assert names_in(database) == ["Martin"]


def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path):
    """Fifty transactions that read before they write, in each of two processes: a hundred rows."""
    path = tmp_path / "geese.sqlite"
    both = [write_beside(path, name, 50) for name in ("left", "right")]
    for process in both:
        process.communicate(timeout=120)
        assert process.returncode == 0
    with open_database(path, GEESE) as database:
        assert len(names_in(database)) == 100


def test_a_reader_sees_one_state_and_does_not_wait_for_a_writer(tmp_path):
    """Inside one reading block nothing changes, although another process commits meanwhile; the next block sees it."""
    path = tmp_path / "geese.sqlite"
    with open_database(path, GEESE) as reader, open_database(path, GEESE) as writer:
        add(writer, "Akka")
        with writer.writing() as open_transaction, reader.reading() as seen:
            open_transaction.execute("insert into geese values ('Martin')")
            assert seen.execute("select count(*) from geese").fetchone() == (1,)
        with reader.reading() as seen:
            assert seen.execute("select count(*) from geese").fetchone() == (2,)
            add(writer, "Kaksi")
            assert seen.execute("select count(*) from geese").fetchone() == (2,)
        assert len(names_in(reader)) == 3


def test_who_waits_too_long_for_another_writer_is_told(tmp_path):
    """A writer that never ends gives a message, not an exception of SQLite."""
    path = tmp_path / "geese.sqlite"
    with open_database(path, GEESE) as first, open_database(path, GEESE, wait_seconds=0.05) as second:
        with first.writing(), pytest.raises(StoreError, match="another process has been writing for 0"):
            add(second, "Akka")
        add(second, "Akka")


def test_threads_take_turns(tmp_path):
    """Eight threads on one open file write ten rows each."""
    with open_database(tmp_path / "geese.sqlite", GEESE) as database:
        threads = [
            threading.Thread(target=lambda n=n: [add(database, f"{n}-{at}") for at in range(10)]) for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(names_in(database)) == 80


def test_a_child_process_opens_the_file_anew(tmp_path):
    """After a fork both may write; the child leaves its parent's handle alone."""
    with open_database(tmp_path / "geese.sqlite", GEESE) as database:
        add(database, "Akka")
        child = os.fork()
        if child == 0:
            try:
                add(database, "Martin")
                database.close()
                os._exit(0)
            finally:
                os._exit(1)
        assert os.waitpid(child, 0)[1] == 0
        add(database, "Kaksi")
        assert names_in(database) == ["Akka", "Kaksi", "Martin"]


def test_a_writer_killed_at_any_moment_leaves_a_sound_file_with_all_it_had_committed(tmp_path):
    """Twenty writers killed outright, one after the other: every row they reported is there, and the file is whole."""
    path = tmp_path / "geese.sqlite"
    reported = set()
    for turn in range(20):
        process = write_beside(path, f"w{turn}", 10_000)
        for at in range(turn % 7 + 1):
            assert process.stdout.readline().strip() == str(at)
            reported.add(f"w{turn}-{at}")
        time.sleep(0.001 * (turn % 5))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    with open_database(path, GEESE) as database:
        database.check()
        assert reported <= set(names_in(database))


def test_an_older_file_is_brought_up_to_date_with_its_rows(tmp_path):
    """A file of version 1 gets the column of version 2; opened for reading only, it is left alone and told."""
    path = tmp_path / "geese.sqlite"
    with open_database(path, GEESE) as database:
        add(database, "Akka")
    with pytest.raises(StoreError, match=r"older than this treves \(version 1 of its tables, here 2\)"):
        open_database(path, NEWER, is_read_only=True)
    with open_database(path, NEWER) as database, database.reading() as connection:
        assert connection.execute("select name, weight_kg from geese").fetchall() == [("Akka", 3.5)]


def test_a_step_that_fails_leaves_the_older_file_as_it_was(tmp_path):
    """An update is kept whole or not at all."""
    path = tmp_path / "geese.sqlite"
    with open_database(path, GEESE) as database:
        add(database, "Akka")
    broken = Schema("geese", GEESE.application, (*GEESE.steps, statements("drop table geese", "drop table swans")))
    with pytest.raises(StoreError, match="no such table: swans"):
        open_database(path, broken)
    with open_database(path, GEESE) as database:
        assert names_in(database) == ["Akka"]


def test_a_newer_file_is_refused_with_the_reason_and_left_alone(tmp_path):
    """What a later treves wrote is not touched."""
    path = tmp_path / "geese.sqlite"
    open_database(path, NEWER).close()
    before = path.read_bytes()
    for is_read_only in (False, True):
        with pytest.raises(StoreError, match="written by a newer treves: its tables have version 2, this treves knows"):
            open_database(path, GEESE, is_read_only=is_read_only)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path):
    """A file with tables that are not ours is told apart from an empty one."""
    path = tmp_path / "swans.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("create table swans (name text)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="a database of another program, not a list of geese"):
        open_database(path, GEESE)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"\x00" * 4096, b"this is a letter, not a database" * 200])
def test_a_file_that_is_no_database_is_told(tmp_path, content):
    """Zeroes or prose in place of the database give a message with a way out."""
    path = tmp_path / "geese.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="right would be"):
        open_database(path, GEESE)


def test_damage_in_the_middle_is_found_and_told(tmp_path):
    """Pages overwritten behind SQLite's back are found by a check, or by the read that meets them."""
    path = tmp_path / "geese.sqlite"
    with open_database(path, GEESE) as database:
        add(database, *(f"goose {at:06d} of the great flock" for at in range(3000)))
    content = bytearray(path.read_bytes())
    content[8192:20000] = os.urandom(20000 - 8192)
    path.write_bytes(content)
    with open_database(path, GEESE) as database, pytest.raises(StoreError, match="is damaged"):
        database.check()


def test_an_empty_file_is_a_new_one(tmp_path):
    """A file of no bytes, as a crash at the very first moment leaves it, becomes a database."""
    path = tmp_path / "geese.sqlite"
    path.touch()
    with open_database(path, GEESE) as database:
        assert names_in(database) == []


def test_a_missing_folder_and_a_folder_in_the_way_are_told(tmp_path):
    """Neither gives a traceback of SQLite."""
    with pytest.raises(StoreError, match="there is no folder"):
        open_database(tmp_path / "nowhere" / "geese.sqlite", GEESE)
    with pytest.raises(StoreError, match="it is a folder"):
        open_database(tmp_path, GEESE)
    with pytest.raises(StoreError, match="there is no such file"):
        open_database(tmp_path / "geese.sqlite", GEESE, is_read_only=True)


@pytest.mark.parametrize(
    "name", ["ganzen & zwanen?.sqlite", "гуси#1.sqlite", "鵞鳥 100%.sqlite", "L'oie «grise».sqlite"]
)
def test_odd_names_work(tmp_path, name):
    """Marks that mean something in addresses, and letters of any script, are part of a file's name."""
    with open_database(tmp_path / name, GEESE) as database:
        add(database, "Åkka", "Мартин", "\U0001fabf")
    assert (tmp_path / name).is_file()
    with open_database(tmp_path / name, GEESE, is_read_only=True) as database:
        assert names_in(database) == ["Åkka", "Мартин", "\U0001fabf"]
        with pytest.raises(StoreError, match="for reading only"):
            add(database, "Kaksi")


def test_a_file_that_may_grow_no_further_keeps_what_it_had(tmp_path):
    """A limit on the size of files, as a full disk, gives a message; what was committed before is there."""
    code = """
import resource, signal, sys
from treves.store import Schema, StoreError, open_database, statements
geese = Schema("a list of geese", 0x474F4F53, (statements("create table geese (name text primary key)"),))
with open_database(sys.argv[1], geese) as database:
    with database.writing() as connection:
        connection.execute("insert into geese values ('Akka')")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
    try:
        with database.writing() as connection:
            connection.executemany("insert into geese values (?)", [(f"{at:0100d}",) for at in range(50_000)])
    except StoreError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with database.writing() as connection:
        connection.execute("insert into geese values ('Martin')")
"""
    path = tmp_path / "geese.sqlite"
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert "nothing was half-written" in done.stdout
    with open_database(path, GEESE) as database:
        database.check()
        assert names_in(database) == ["Akka", "Martin"]

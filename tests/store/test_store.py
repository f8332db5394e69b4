"""Finished runs in the store: kept once, found again, asked in SQL, deleted, brought up to date."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pyarrow.parquet
import pytest

import treves.store.duck
from store.conftest import NOON, invented_run, invented_tables
from treves.errors import TrevesError
from treves.store import Schema, StoreError, open_database, open_store, table_of
from treves.store.ledger import LEDGER


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "kept") as opened:
        yield opened


def keep(store, seed=1, findings=b'{"p": 0.5}', **more):
    return store.keep(invented_run(seed, **more), findings, invented_tables())


def test_a_kept_run_is_found_with_all_that_went_in(store):
    """Findings come back byte for byte; parameters, files, times and machine as they were told."""
    kept = keep(store, findings="één gans €\n".encode())
    run = store.run(kept.id)
    assert store.load(kept.id).decode() == "één gans €\n"
    assert run.parameters == {"as_of": "2026-07-06", "seed": 1, "draws": 100, "worlds": 4}
    assert (run.case_name, run.version, run.files) == ("geese", "0.1.0", {"case.yaml": "00" * 32})
    assert (run.times[0].finished_at, run.times[0].machine) == ("2026-07-06T12:00:00.000Z", "an abacus")
    assert {name: table.rows for name, table in run.tables.items()} == {"deals": 2, "exits": 0}


def test_the_same_run_kept_twice_is_one_run_with_two_times(store):
    """The same inputs and the same findings are kept once; the second time is noted."""
    first = keep(store)
    again = keep(store, started_at=NOON + timedelta(days=1), finished_at=NOON + timedelta(days=1, seconds=9))
    assert (first.is_new, again.is_new) == (True, False)
    assert first.id == again.id
    (run,) = store.runs()
    assert [time.finished_at[:10] for time in run.times] == ["2026-07-06", "2026-07-07"]


@pytest.mark.parametrize(
    "other", [{"seed": 2}, {"draws": 200}, {"version": "0.2.0"}, {"case": "swans"}, {"with_strain": False}]
)
def test_anything_that_decides_the_result_makes_another_run(store, other):
    """Another seed, number of draws, version, case or flag gives another id."""
    assert keep(store).id != keep(store, **other).id
    assert len(store.runs()) == 2


def test_the_id_depends_on_no_clock_machine_or_place(store):
    """A run told from another place, machine and time has the id that its inputs give."""
    here = invented_run()
    elsewhere = invented_run(started_at=NOON - timedelta(days=900), finished_at=NOON)
    assert here.inputs == elsewhere.inputs
    assert here.inputs == invented_run(**dict(reversed(list(dict(here.parameters).items())))).inputs


def test_the_same_inputs_with_other_findings_are_kept_beside_and_told(store):
    """Two results of one run contradict each other: neither is thrown away, and the second says so."""
    first, second = keep(store), keep(store, findings=b'{"p": 0.6}')
    assert second.is_new
    assert second.differs_from == (first.id,)
    assert store.load(first.id) == b'{"p": 0.5}'
    assert store.load(second.id) == b'{"p": 0.6}'
    assert keep(store, findings=b'{"p": 0.6}').id == second.id


def test_runs_are_called_by_id_letters_number_or_how_long_ago(store):
    """An id, its first letters, a number and latest~1 lead to the run; what leads nowhere or to several is told."""
    ids = [keep(store, seed).id for seed in (1, 2, 3)]
    assert [store.run(name).id for name in (ids[0], ids[1][:7], "3", "latest", "latest~2")] == [*ids, ids[2], ids[0]]
    twin = keep(store, 1, findings=b"{}").id
    assert store.run(ids[0]).id == ids[0]
    assert store.run(twin).id == twin
    for name, why in {
        "r": "at least four letters",
        "rzzzz": "no run rzzzz is kept",
        "99": "no run 99 is kept",
        "latest~9": "only 4 runs",
        ids[0][:9]: "may be",
    }.items():
        with pytest.raises(StoreError, match=why):
            store.run(name)


def test_numbers_tell_the_order_of_keeping_whatever_the_clock_says(store):
    """A clock set back between two runs changes no order and no id; the number of a deleted run is not used again."""
    keep(store, 1)
    keep(store, 2, started_at=NOON - timedelta(days=30), finished_at=NOON - timedelta(days=30))
    assert [run.parameters["seed"] for run in store.runs()] == [2, 1]
    store.delete(["latest"])
    keep(store, 3)
    assert [run.number for run in store.runs()] == [3, 1]


def test_times_are_told_in_utc_from_any_zone_and_need_one(store):
    """A quarter to six in Kathmandu is noon in UTC; a time without a zone is refused."""
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    keep(store, finished_at=datetime(2026, 7, 6, 17, 45, tzinfo=kathmandu))
    assert store.sql("select finished_at from times").rows == [(datetime(2026, 7, 6, 12, 0),)]  # noqa: DTZ001
    with pytest.raises(StoreError, match="no time zone"):
        keep(store, 2, finished_at=datetime(2026, 7, 6, 12, 0))  # noqa: DTZ001
    assert len(store.runs()) == 1


def test_tables_of_all_runs_answer_sql_with_the_run_in_every_row(store):
    """A question over two runs joins the ledger and the tables; empty tables are there, with their columns."""
    for seed in (1, 2):
        store.keep(invented_run(seed), b"{}", invented_tables(p=seed / 10))
    answer = store.sql("select number, words, p from runs join deals using (run) where deal = 1 order by number")
    assert answer.columns == ("number", "words", "p")
    assert answer.rows == [(1, "twee kronen per gans", 0.1), (2, "twee kronen per gans", 0.2)]
    assert store.sql("select run, party, p from exits").rows == []
    assert store.sql("select value from parameters where name = 'seed' order by 1").rows == [("1",), ("2",)]
    assert store.sql("select distinct file from files").rows == [("case.yaml",)]
    assert store.sql("select blocked_by, day from deals where deal = 2 limit 1").rows == [([], NOON.date())]
    latest = store.runs()[0].id
    assert store.sql("select count(*) from deals", of=[latest]).rows == [(2,)]


def test_runs_of_versions_with_other_columns_answer_together(store):
    """A table that gained a column is one table: where a run lacks it, there is nothing."""
    store.keep(invented_run(1, version="0.1.0"), b"{}", {"deals": table_of({"p": "BIGINT"}, [{"p": 1}])})
    newer = table_of({"p": "DOUBLE", "words": "VARCHAR"}, [{"p": 0.5, "words": "x"}])
    store.keep(invented_run(1, version="0.2.0"), b"{}", {"deals": newer})
    assert sorted(store.sql("select p, words from deals").rows) == [(0.5, "x"), (1.0, None)]


@pytest.mark.parametrize(
    "query",
    [
        "drop table runs", "select 1; select 2", "copy (select 1) to 'x.csv'", "attach 'x.db'", "", "install httpfs",
        "selekt 1", "select nothing from runs", "select * from nowhere",
        "select * from read_csv('https://example.org/x.csv')",
    ],
)  # fmt: skip
def test_what_is_no_question_is_refused_in_words(store, query, tmp_path, monkeypatch):
    """Changes, several questions, slips and addresses on the network give a message and leave everything as it is."""
    monkeypatch.chdir(tmp_path)
    keep(store)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(TrevesError):
        store.sql(query)
    assert sorted(tmp_path.rglob("*")) == before


def test_answers_come_as_data_frame_parquet_csv_and_json(store, tmp_path):
    """The same rows in every form; the Parquet file is read by an independent reader."""
    keep(store)
    query = "select deal, words, p from deals order by deal"
    frame = store.frame(query)
    assert frame["words"].tolist()[1] == "Ґуска, 鵞鳥 & l'oie"
    read = pyarrow.parquet.read_table(store.write(query, tmp_path / "a.parquet")).to_pylist()
    assert read == json.loads(store.write(query, tmp_path / "a.json").read_text("utf-8"))
    assert store.write(query, tmp_path / "a.csv").read_text("utf-8").splitlines()[0] == "deal,words,p"
    for name, why in {"a.xlsx": "ends in", "nowhere/a.csv": "a folder that is there"}.items():
        with pytest.raises(StoreError, match=why):
            store.write(query, tmp_path / name)
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_parquet_files_read_by_an_independent_reader_hold_what_was_kept(store):
    """pyarrow reads the file of a table as it lies in the store: types, lists, letters, and the run."""
    kept = keep(store)
    read = pyarrow.parquet.read_table(store.folder / "runs" / kept.id / "deals.parquet")
    assert read.column("run").to_pylist() == [kept.id, kept.id]
    assert read.column("blocked_by").to_pylist() == [["RL"], []]
    assert read.column("day").to_pylist() == [None, NOON.date()]


def test_deleted_runs_are_gone_with_their_files(store):
    """All or none of the runs named are deleted, from the ledger and from the disk."""
    ids = [keep(store, seed).id for seed in (1, 2, 3)]
    with pytest.raises(StoreError, match="no run rnone"):
        store.delete([ids[0], "rnone"])
    assert len(store.runs()) == 3
    assert store.delete([ids[0], ids[2][:8], ids[0]]) == (ids[0], ids[2])
    assert [run.id for run in store.runs()] == [ids[1]]
    assert [path.name for path in (store.folder / "runs").iterdir()] == [ids[1]]
    assert store.sql("select count(*) from deals").rows == [(2,)]
    assert keep(store, 1).is_new


def test_what_killed_writers_left_is_tidied_and_nothing_else(store):
    """Folders of runs that the ledger does not know go; what a user put there stays."""
    kept = keep(store)
    runs = store.folder / "runs"
    for name in (".r0123456789ab.part", "r0123456789ab", ".r0123456789ab-2.away", "my notes"):
        (runs / name).mkdir()
    assert store.tidy() == (".r0123456789ab-2.away", ".r0123456789ab.part", "r0123456789ab")
    assert sorted(path.name for path in runs.iterdir()) == sorted([kept.id, "my notes"])


def test_damage_is_found_and_told_and_keeping_the_run_again_mends_it(store):
    """A file that is gone, cut short or changed is named; the run, kept anew, is whole."""
    kept = keep(store)
    folder = store.folder / "runs" / kept.id
    assert store.damage() == ()
    (folder / "deals.parquet").write_bytes((folder / "deals.parquet").read_bytes()[:100])
    packed = (folder / "findings.json.gz").read_bytes()
    (folder / "findings.json.gz").write_bytes(packed[: len(packed) // 2])
    assert len(store.damage()) == 2
    with pytest.raises(StoreError, match="damaged"):
        store.load(kept.id)
    with pytest.raises(StoreError):
        store.sql("select * from deals")
    assert not keep(store).is_new
    assert store.damage() == ()
    assert len(store.sql("select * from deals").rows) == 2
    (folder / "findings.json.gz").unlink()
    with pytest.raises(StoreError, match="is gone"):
        store.load(kept.id)


def test_a_table_that_does_not_hold_together_is_refused_before_anything_is_written(store):
    """Names and columns that would break a question are refused; nothing is kept."""
    for name, table in {
        "runs": table_of({"p": "DOUBLE"}, []),
        "../escape": table_of({"p": "DOUBLE"}, []),
        "deals": table_of({"run": "VARCHAR"}, []),
    }.items():
        with pytest.raises(StoreError, match="cannot be called"):
            store.keep(invented_run(), b"{}", {name: table})
    with pytest.raises(StoreError, match="no column"):
        table_of({"p": "DOUBLE"}, [{"q": 1.0}])
    with pytest.raises(StoreError, match="cannot be written"):
        store.keep(invented_run(), b"{}", {"deals": table_of({"p": "DOUBLE"}, [{"p": "much"}])})
    assert store.runs() == ()
    assert store.sql("select * from runs").rows == []
    assert list((store.folder / "runs").iterdir()) == []


def test_a_store_of_version_1_is_brought_up_to_date_with_its_runs(tmp_path):
    """What version 1 kept is listed, loaded and asked after the update: its time is the first of its times."""
    folder = tmp_path / "kept"
    with open_store(folder) as store:
        kept = keep(store)
        tables = {name: vars_of(table) for name, table in store.run(kept.id).tables.items()}
    for path in folder.glob("ledger.sqlite*"):
        path.unlink()
    first = Schema(LEDGER.what, LEDGER.application, LEDGER.steps[:1])
    with open_database(folder / "ledger.sqlite", first) as ledger, ledger.writing() as connection:
        connection.execute(
            "insert into runs (id, inputs, case_name, case_digest, version, parameters, started_at, finished_at, "
            "findings_digest, tables) values (?, ?, 'geese', ?, '0.1.0', ?, ?, ?, ?, ?)",
            (
                kept.id, invented_run().inputs, "ab" * 32, json.dumps(dict(invented_run().parameters)),
                "2026-07-06T11:00:00.000Z", "2026-07-06T12:00:00.000Z",
                "a2371abf64d38daf5ccfb0e2ee43a4ee3dd4dd6d6c58dfa0be1d21ba1e5cb2d9", json.dumps(tables),
            ),
        )  # fmt: skip
        connection.execute("update runs set findings_digest = ?", (digest(b'{"p": 0.5}'),))
    with pytest.raises(StoreError, match=r"version 1 of its tables, here 2\)"):
        open_store(folder, is_read_only=True)
    with open_store(folder) as store:
        (run,) = store.runs()
        assert (run.id, run.times[0].finished_at, run.files) == (kept.id, "2026-07-06T12:00:00.000Z", {})
        assert store.load(kept.id) == b'{"p": 0.5}'
        assert len(store.sql("select * from deals join runs using (run)").rows) == 2
        assert not keep(store).is_new
        assert len(store.run(kept.id).times) == 2


def vars_of(table):
    return {"types": dict(table.types), "rows": table.rows, "digest": table.digest}


def digest(content):
    return treves.store.files.digest_of_bytes(content)


def test_a_newer_store_is_refused_with_the_reason(tmp_path):
    """A ledger of version 3 is not touched by a treves that knows 2."""
    newer = Schema(LEDGER.what, LEDGER.application, (*LEDGER.steps, lambda _: None))
    (tmp_path / "runs").mkdir()
    open_database(tmp_path / "ledger.sqlite", newer).close()
    with pytest.raises(StoreError, match="written by a newer treves"):
        open_store(tmp_path)


def test_the_folder_is_named_by_argument_then_variable_then_convention(tmp_path, monkeypatch):
    """An argument wins over TREVES_STORE, which wins over .treves in the working folder."""
    monkeypatch.chdir(tmp_path)
    open_store().close()
    monkeypatch.setenv("TREVES_STORE", str(tmp_path / "by variable"))
    open_store().close()
    open_store(tmp_path / "by argument").close()
    made = {path.parent.name for path in tmp_path.rglob("ledger.sqlite")}
    assert made == {".treves", "by variable", "by argument"}


@pytest.mark.parametrize("name", ["ganzen [1] *? & 100%", "鵞鳥 'и' \"oie\"", "a;b, c#d"])
def test_a_store_in_a_folder_with_an_odd_name_works(tmp_path, name):
    """Marks that mean something to SQL, to addresses or to patterns of files are part of a folder's name."""
    decoy = tmp_path / "ganzen 1 xx & 100%"
    with open_store(decoy) as store:
        store.keep(invented_run(7), b"{}", invented_tables())
    with open_store(tmp_path / name) as store:
        kept = keep(store)
        assert len(store.sql("select * from deals").rows) == 2
        assert store.load(kept.id) == b'{"p": 0.5}'
        assert store.damage() == ()


@pytest.mark.parametrize(
    "env",
    [
        {"TZ": "Asia/Kathmandu"},
        {"LC_ALL": "nl_NL.UTF-8", "LANG": "nl_NL.UTF-8"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
    ],
)
def test_zone_and_locale_change_nothing_that_is_kept(tmp_path, env):
    """A process in another zone and locale keeps the same run as here: the same id, the same bytes, times in UTC."""
    code = (
        "import sys, locale; sys.path.insert(0, sys.argv[2])\n"
        "try: locale.setlocale(locale.LC_ALL, '')\n"
        "except locale.Error: pass\n"
        "from store.conftest import invented_run, invented_tables\n"
        "from treves.store import open_store\n"
        "with open_store(sys.argv[1]) as store:\n"
        "    store.keep(invented_run(), b'one goose', invented_tables(0.1))\n"
    )
    tests = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "there"), tests], env=os.environ | env, check=True, timeout=120
    )
    with open_store(tmp_path / "here") as here, open_store(tmp_path / "there") as there:
        kept = here.keep(invented_run(), b"one goose", invented_tables(0.1))
        assert there.runs() == here.runs()
        assert there.load(kept.id) == here.load(kept.id)
        assert there.sql("select * from deals").rows == here.sql("select * from deals").rows


def test_a_thousand_rows_and_every_type_go_through(store):
    """Numbers come back bit by bit, whatever their size; missing values of every type stay missing."""
    numbers = [0.1 * k**7 for k in range(1000)]
    types = {"d": "DOUBLE", "i": "BIGINT", "b": "BOOLEAN", "n": "DOUBLE[]", "t": "DATE", "w": "VARCHAR"}
    rows = [{"d": d, "i": k, "b": k % 2 == 0, "n": [d, None], "w": str(d)} for k, d in enumerate(numbers)]
    store.keep(invented_run(), b"{}", {"numbers": table_of(types, [*rows, {}])})
    found = store.sql("select d, i, b, n, t, w from numbers order by i nulls last").rows
    assert [row[0] for row in found[:-1]] == numbers
    assert found[3] == (numbers[3], 3, False, [numbers[3], None], None, str(numbers[3]))
    assert found[-1] == (None,) * 6

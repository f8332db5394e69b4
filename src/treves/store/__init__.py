"""Finished runs, kept and queried: a ledger in SQLite, tables in Parquet, questions in SQL.

``store`` calls the others: ``place`` (in which folder), ``ledger`` (its tables and how they came to be), ``run`` (what
is kept of a run), ``run_folder`` (its files), ``table`` and ``duck`` (tables as Parquet), ``asking`` (SQL over it all)
and ``naming`` (which run is meant). ``database`` opens a SQLite file safely, ``sqlite_faults`` puts its errors in
words, and ``files`` writes files whole.
"""

from treves.store.asking import Answer
from treves.store.database import Database, Schema, open_database, statements
from treves.store.errors import StoreError
from treves.store.place import check_place, store_folder
from treves.store.run import Kept, KeptRun, Run
from treves.store.store import Store, open_store
from treves.store.table import Table, table_of

__all__ = [
    "Answer",
    "Database",
    "Kept",
    "KeptRun",
    "Run",
    "Schema",
    "Store",
    "StoreError",
    "Table",
    "check_place",
    "open_database",
    "open_store",
    "statements",
    "store_folder",
    "table_of",
]

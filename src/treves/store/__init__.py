"""Finished runs, kept and queried: a ledger in SQLite, tables in Parquet, questions in SQL.

``database`` opens a SQLite file safely, ``sqlite_faults`` puts its errors in words, ``files`` writes files whole.
"""

from treves.store.database import Database, Schema, open_database, statements
from treves.store.errors import StoreError

__all__ = ["Database", "Schema", "StoreError", "open_database", "statements"]

"""Tables of positions, saliences and outcomes, from the user's own files.

``load`` finds out which of three forms a file has; ``wide`` reads one row per issue with columns per actor (as the DEU
data sets), ``long`` one row per actor and issue, ``decide`` the ``#A #P #M #D`` lines of the exchange programs;
``cells`` reads numbers and notes faults; ``eu_votes`` knows the votes and quotas of the Council of the European Union
before 2014.
"""

from treves.case.position_table.load import is_position_table, load_position_table, read_position_table

__all__ = ["is_position_table", "load_position_table", "read_position_table"]

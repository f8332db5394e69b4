"""Many studies at once: what would come out if the unknowns were otherwise, and which of them is worth finding out.

``inputs`` (what is varied), ``design`` (at which points), ``point`` (one study), ``studies`` (the work of a case),
``crew``, ``processes`` and ``cluster`` (who does it: this process, others, a Dask cluster), ``work_through`` (with the
ledger of finished tasks as the truth), ``indices`` and ``effects`` (what matters how much), ``results`` and
``findings`` (what is written), ``run`` (all of it, in order).
"""

"""What ``treves doctor`` looks at, one file per matter.

``packages`` (what is installed), ``machine`` (processors, memory, disk), ``compiled_parts`` (whether they are ready and
where they are kept), ``speed`` (how fast this machine is), ``surroundings`` (browser, fonts, folders, encoding, clock),
``content`` (packaged cases, and the store in this folder). Each makes ``finding`` values and raises nothing.
"""

"""Other programs' files: one file per format, each from bytes to plain values with faults that name their place.

``safe_xml`` reads XML without entities, for whichever format needs it; ``genius`` reads and writes domains and profiles
of GENIUS and the ANAC competitions; ``write_case`` makes a case folder of what was read.
"""

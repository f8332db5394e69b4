"""Votes in the Council of the European Union and what a qualified majority took, as laid down in the treaties.

Until the Treaty of Nice took effect (1 November 2004) fifteen members had 87 votes and 62 were a qualified majority
(Article 205 EC as amended by the Act of Accession 1994); after it, 255 of 345 votes of 27 members (Nice, Protocol A on
the enlargement, and the Act concerning the accession of Bulgaria and Romania), 260 of 352 with Croatia. Other
conditions (a majority of members, 62 % of the population) are not applied here.
"""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["council_votes"]

FIFTEEN = {
    "de": 10, "fr": 10, "it": 10, "uk": 10, "es": 8, "be": 5, "el": 5, "nl": 5, "pt": 5, "at": 4, "se": 4, "dk": 3,
    "ie": 3, "fi": 3, "lu": 2,
}  # fmt: skip
NICE = {
    "de": 29, "fr": 29, "it": 29, "uk": 29, "es": 27, "pl": 27, "ro": 14, "nl": 13, "be": 12, "cz": 12, "el": 12, "hu":
    12, "pt": 12, "at": 10, "bu": 10, "se": 10, "dk": 7, "fi": 7, "ie": 7, "lt": 7, "sk": 7, "cr": 7, "cy": 4, "ee": 4,
    "lv": 4, "lu": 4, "si": 4, "mt": 3,
}  # fmt: skip
FIFTEEN_QUOTA = 62 / 87
NICE_QUOTA = 255 / 345


def council_votes(members: Collection[str]) -> tuple[dict[str, int], float]:
    """Return the votes of the members of the council and the share a qualified majority needs.

    Parameters
    ----------
    members : collection of str
        Codes of those with a position (``at``, ``be``, ``bu`` for Bulgaria, ``cr`` for Croatia, ``el`` for Greece,
        ``uk`` and so on); with none that joined after 2003 the votes of the fifteen hold.

    Returns
    -------
    votes : dict of str to int
    quota : float
        Share, 0-1.

    Examples
    --------
    >>> votes, quota = council_votes({"de", "nl"})
    >>> votes["nl"], round(quota, 4)
    (5, 0.7126)
    """
    before = not set(members) - set(FIFTEEN)
    return (FIFTEEN, FIFTEEN_QUOTA) if before else (NICE, NICE_QUOTA)

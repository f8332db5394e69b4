"""How long a parliament may sit, and where party families stand: two small tables that a coder needs.

Terms: public constitutional and electoral law, coded by one person; longest time between two elections of the lower
house. Places: a coarse left-right score per party family, one coder's judgement (an assumption), used only for the
distance between the outermost parties of a cabinet.
"""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["COUNTRIES", "FAMILY_PLACES", "TERM_YEARS", "country_code", "term_end"]

TERM_YEARS: dict[str, tuple[tuple[int, int], ...]] = {
    **dict.fromkeys(("AUS", "NZL"), ((0, 3),)),
    **dict.fromkeys(("BGR", "CHE", "CZE", "DEU", "DNK", "ESP", "EST", "GRC", "HRV", "HUN", "ISL"), ((0, 4),)),
    **dict.fromkeys(("ISR", "JPN", "LTU", "NLD", "NOR", "POL", "PRT", "ROU", "SVK", "SVN"), ((0, 4),)),
    **dict.fromkeys(("CAN", "CYP", "FRA", "GBR", "IRL", "ITA", "LUX", "MLT"), ((0, 5),)),
    "AUT": ((0, 4), (2008, 5)),
    "BEL": ((0, 4), (2014, 5)),
    "FIN": ((0, 3), (1954, 4)),
    "LVA": ((0, 3), (1998, 4)),
    "SWE": ((0, 4), (1970, 3), (1994, 4)),
    "TUR": ((0, 5), (2007, 4), (2018, 5)),
}
"""Per country: from the election of which year on, how many years."""

FAMILY_PLACES = {
    "com": 1.5,
    "csp": 2.5,
    "eco": 2.8,
    "soc": 3.4,
    "lib-left": 3.8,
    "agr": 5.8,
    "chr": 6.2,
    "lib": 6.2,
    "con": 7.4,
    "right": 8.8,
    "nat": 8.0,
    "pop": 7.0,
    "fasc": 9.5,
    "reg": 5.2,
    "eth": 5.2,
    "spec": 5.0,
}
"""Left (0) to right (10) per party family; families not listed stand in the middle, at 5."""

COUNTRIES = {
    "AUS": "Australia",
    "AUT": "Austria",
    "BEL": "Belgium",
    "BGR": "Bulgaria",
    "CAN": "Canada",
    "CHE": "Switzerland",
    "CYP": "Cyprus",
    "CZE": "Czech Republic",
    "DEU": "Germany",
    "DNK": "Denmark",
    "ESP": "Spain",
    "EST": "Estonia",
    "FIN": "Finland",
    "FRA": "France",
    "GBR": "United Kingdom",
    "GRC": "Greece",
    "HRV": "Croatia",
    "HUN": "Hungary",
    "IRL": "Ireland",
    "ISL": "Iceland",
    "ISR": "Israel",
    "ITA": "Italy",
    "JPN": "Japan",
    "LTU": "Lithuania",
    "LUX": "Luxembourg",
    "LVA": "Latvia",
    "MLT": "Malta",
    "NLD": "Netherlands",
    "NOR": "Norway",
    "NZL": "New Zealand",
    "POL": "Poland",
    "PRT": "Portugal",
    "ROU": "Romania",
    "SVK": "Slovakia",
    "SVN": "Slovenia",
    "SWE": "Sweden",
    "TUR": "Turkey",
}
"""Names of the countries in the shipped table, by their code."""


def country_code(country: str) -> str:
    """Return the code of a country by its name or code; the name itself where the table does not know it.

    Examples
    --------
    >>> country_code("netherlands"), country_code("nld"), country_code("Ruritania")
    ('NLD', 'NLD', 'Ruritania')
    """
    asked = country.strip().casefold()
    for code, name in COUNTRIES.items():
        if asked in {code.casefold(), name.casefold()}:
            return code
    return country


def term_end(country: str, elected_on: date) -> date | None:
    """Return the last day by which the next election is due; None where the country's term is not known."""
    known = TERM_YEARS.get(country)
    if known is None:
        return None
    years = [years for since, years in known if since <= elected_on.year][-1]
    return elected_on + timedelta(days=int(365.25 * years))

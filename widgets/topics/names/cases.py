"""Settings of names and dates at which something turns or ends, for the tests."""

from datetime import date, timedelta

from .figure import LOW

# Documents made up here: letters, date, words around them.
DOCUMENTS = [
    ("ICP", "2019-06", "The ICP contract went out to tender."),
    ("ICP", "2019-06", "the ICP contract of an alliance of NHS providers in one borough"),
    ("ICP", "2023", "South Yorkshire Integrated Care Partnership (ICP)"),
    ("ICP", "2022-07-02", "the ICP’s joint committee, its strategy and ICP0042"),
    ("ICP", "", "our ICP"),
    ("ICP", "2019-02-30", "our ICP"),
    ("ICP", "June 2019", "An ICP is an alliance of providers."),
    ("ICP", "3rd of May, 2018", "our ICP"),
    ("ICP", "12/3/21", "our ICP"),
    ("ICP", "31/2/2021", "our ICP"),
    ("ICP", "May 3, 2018", "our ICP"),
    ("ICP", "Sept. 2018", "our ICP"),
    ("ICP", "2018/19", "our ICP"),
    ("ICP", "spring 2018", "our ICP"),
    ("STP", "2016", ""),
    ("STP", "2017-03", "Our STP was sent in"),
    ("STP", "2018-02-28", "The STP board met; a draft STP"),
    ("STP", "2026-07", "the STP code in the dataset"),
    ("ICS", "2021-09", "integrated care partnerships (ICSs)"),
    ("ICS", "2022-06", "The Act replaces CCGs with an ICS"),
    ("ICS", "2024-02", "ICS/ICB"),
    ("ICB", "2023", "the ICB/ ICS did"),
    ("ICB", "2023", "İ, whose small letter is longer: the NHS ICB"),
    ("STP", "2019", "the STP’s Partners, a draft STP"),
    ("ACS", "2017", "accountable care system, ACS conditions"),
    ("ACO", "2018", "ACOs in the US, and no ACO in the NHS"),
    ("ICO", "2019", "reported to the ICO"),
    ("IHO", "2018-12-31", ""),
    ("IHO", "2026", "IHO contract"),
    ("MCP", "2025", "an MCP server for AI agents"),
    ("PACS", "2016", "vanguard PACS, X-ray"),
    ("PCN", "2021", "a PCN for parking in the street"),
    ("section 75", "2013", "s.75 and Sections 75 to 77: tenders"),
    ("section 75", "2024-06", ""),
]


def cases(figure):
    """Yield changes of a new figure's setting."""
    yield {}
    yield {"day": LOW, "other": LOW}
    yield {"day": LOW}
    yield {"day": figure.high, "other": LOW}
    for row in figure.history.turning:
        before = (date.fromisoformat(row["day"]) - timedelta(1)).isoformat()
        yield {"day": row["day"]}
        yield {"day": max(before, LOW), "other": row["day"]}
    for term in figure.history.became:
        yield {"term": term}
        yield {"term": term, "other": "2018-05-03"}
    for letters, dated, around in DOCUMENTS:
        yield {"letters": letters, "dated": dated, "around": around}

"""A book of six claims, made up: a figure of it is small, and no edit of the tables changes it."""

import pandas as pd
import pytest

import widgets
from widgets.topics.evidence import model

# In the order of a table. The list has them by topic: money, law, data; so b, c, e, a, d, f.
CLAIMS = [
    ("a", "tank", "law", "supports", "none-offered", "ics", "paper", "Nobody’s law forbids it."),
    ("b", "gee", "money", "contests", "local-data", "stp", "paper", "It saves no money."),
    ("c", "tank", "money", "supports", "none-offered", "ics", "talk", "It will SAVE time."),
    ("d", "body", "law", "uncertain", "official-document", "leeds", "talk", "A court may say."),
    ("e", "gee", "money", "contests", "aggregate-data", "ics", "paper", "It costs more."),
    ("f", "stranger", "data", "supports", "none-offered", "the-moon", "unknown", "It is safe."),
]
COLUMNS = ("id", "speaker", "topic", "stance", "ground", "about", "source", "claim")
MORE = {  # what a few of them have beside that
    "b": {"said_on": "2018-05-03", "ground_note": "It counted 20 people.", "anchor": "no money"},
    "c": {"voice": "reported", "anchor": "will save time"},
}
PLAIN = {"voice": "author", "said_on": "", "ground_note": "", "anchor": ""}
SPEAKERS = {
    "tank": {"name": "The Tank", "role": None, "organisation": None, "kind": "think-tank"},
    "gee": {"name": "Dr Gee", "role": "GP", "organisation": "A practice", "kind": "clinician"},
    "body": {"name": "A body", "role": None, "organisation": "A body", "kind": "national-body"},
}
SOURCES = {
    "paper": {"url": "https://example.org/paper", "title": "A paper", "publisher": "A paper"},
    "talk": {"url": None, "title": "A talk", "publisher": "A hall"},
}
STUDY = {"source": "paper", "study": "Study One", "authors": "Smith", "date": "2020-05",
         "result": "Costs fell by 2%", "status": "secondary"}  # fmt: skip
RULING = {"source": "talk", "study": None, "authors": None, "date": None, "result": None,
          "status": "verified"}  # fmt: skip


def made_up_book():
    """Return the six claims with what stands around them: who says them, answers and findings."""
    rows = [
        {**PLAIN, **dict(zip(COLUMNS, cells, strict=True)), **MORE.get(cells[0], {})}
        for cells in CLAIMS
    ]
    unsigned = {"author": None, "date": None}
    links = [
        {"claim": "c", "answers": "b", "how": "contradicts", "why": "It counts other years."},
        {"claim": "a", "answers": "c", "how": "supports", "why": "It is the same law."},
    ]
    return model.Book(
        claims=pd.DataFrame(rows, dtype=object),
        speakers=SPEAKERS,
        sources={key: {"id": key, **row, **unsigned} for key, row in SOURCES.items()},
        source_names={"paper": "Paper, 2018", "talk": "Talk, 2017"},
        places={"leeds": "Leeds"},
        answers={"c": links[:1], "a": links[1:]},
        answered={"b": links[:1], "c": links[1:]},
        found={
            "b": [
                {**STUDY, "how": "bears-out", "why": "It saved nothing."},
                {**RULING, "how": "qualifies", "why": "Elsewhere it did."},
            ],
            "d": [{**RULING, "how": "overtaken", "why": "The law was changed."}],
        },
    )


def few(**values):
    """Return a figure of the made-up book."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "book", lambda snapshot: made_up_book())
        return widgets.evidence(**values)

"""Claims of one's own: they make a figure whose code makes it again, or the error says where.

How the code stands on a page, and that no claim is ever markup, is shown in ``test_evidence.py``.
"""

import ast
import datetime
import decimal
import io

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from widgets import tables
from widgets.core.figure import Figure
from widgets.topics.evidence import evidence, own_claims

QUICK = settings(
    deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
IDS = list(tables.load("claims")["id"])
OWN = {
    "id": "my-1", "claim": "Care improved.", "speaker": "somebody", "voice": "author",
    "said_on": "2018", "topic": "money", "stance": "supports", "ground": "none-offered",
    "ground_note": "", "about": "ics", "source": "my-notes", "anchor": "",
}  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def _pictures_are_not_drawn():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "picture", lambda self, spec: "")  # which takes long
        yield


def own(*changes, **others):
    """Return claims of one's own, one for each dictionary of changes."""
    rows = [{**OWN, "id": f"my-{n}", **each, **others} for n, each in enumerate(changes or [{}], 1)]
    return pd.DataFrame(rows)


def book(ids=IDS):
    """Return claims of the book, whatever an editor has written there."""
    return tables.load("claims").set_index("id").loc[list(ids)].reset_index()


def run(code):
    """Run a cell as a notebook does, and return the value of its last expression."""
    *statements, last = ast.parse(code).body
    space = {}
    exec(compile(ast.Module(statements, []), "cell", "exec"), space)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), space)


SEEN = [
    "id", "claim", "speaker", "who", "said", "topic", "stance", "ground", "rests", "about",
    "source", "anchor", "later", "words",
]  # fmt: skip


def check_code(figure):
    """Check that the code of a figure makes it again; return the lines that bring its claims."""
    again = run(figure.code())
    assert again.all_claims[SEEN].equals(figure.all_claims[SEEN])
    assert again.state() == figure.state()
    assert again.name == figure.name
    assert again.spec() == figure.spec()
    return figure.given().code.splitlines()


# --- Whatever frame it is ---------------------------------------------------------------------

HUGE = st.builds(pow, st.just(10), st.just(5000))  # which Python refuses to write
NUMBERS = HUGE | st.integers() | st.floats() | st.booleans() | st.complex_numbers() | st.decimals()
MOMENTS = (
    st.dates() | st.datetimes() | st.times() | st.timedeltas()
    | st.datetimes(datetime.datetime(1700, 1, 1), datetime.datetime(2200, 1, 1)).map(pd.Timestamp)
)  # fmt: skip
SPECIAL = [
    None, np.nan, pd.NA, pd.NaT, "", " ", "2018-13", "2018-02-30", "2018-5", "05/2018", 2018, 2.0,
    2018.5, np.int64(2018), np.float32(2018), np.bool_(True), np.datetime64("2018-05"),
    pd.Period("2018-05", "M"), pd.Period("2018Q1"), pd.Timestamp("2018-05-03", tz="UTC"),
    "\ud800", "a\x00b", "a\tb\r\nc", "__proto__", "a, b", "<b>", '"""', "\\", "it's \u2028", "law",
    "ics", "My 1", "my-1", IDS[0], b"2018", [], ["law"], {"law": 1}, ("law",), np.array([1, 2]),
    object(),
]  # fmt: skip
ODD = st.sampled_from(SPECIAL) | NUMBERS | MOMENTS | st.text(max_size=5) | st.binary(max_size=2)
NAMES = st.sampled_from([*OWN, "extra", "later", "words", 0, None, np.nan, pd.NA, ("id", "claim")])

INDICES = st.sampled_from(["a", "id", None, np.nan, pd.NaT, ("a", 1)])


@st.composite
def frames(draw):
    """Return claims of which some cells, or the header or index, are not as they should be."""
    frame = own(*[{}] * draw(st.integers(1, 3))).astype(object)
    rows, columns = st.integers(0, len(frame) - 1), st.integers(0, len(OWN) - 1)
    for row, column, value in draw(st.lists(st.tuples(rows, columns, ODD), max_size=3)):
        frame.iat[row, column] = value
    act = draw(st.sampled_from(["", "", "", "infer", "insert", "rename", "index"]))
    if act == "infer":
        frame = frame.infer_objects()
    if act == "insert":
        values = [draw(ODD)] * len(frame)
        frame.insert(draw(columns), draw(NAMES), values, allow_duplicates=True)
    if act == "rename":
        frame.columns = [draw(NAMES), *frame.columns[1:]]
    if act == "index":
        frame.index = [draw(INDICES)] * len(frame)
    return frame


def made(frame):
    """Return the figure of a frame, and the error that was raised in its place."""
    try:
        return evidence(claims=frame), None
    except tables.TableError as error:
        return None, error


@settings(QUICK, max_examples=40)
@given(frames())
def test_any_frame_makes_a_figure_or_an_error_that_names_the_place(frame):
    figure, error = made(frame)
    if error:
        [problem] = error.problems
        assert problem.file == "claims"
        assert 1 <= problem.row <= len(frame) + 1
        assert problem.column in OWN
        assert str(error)
    else:
        check_code(figure)


@pytest.mark.parametrize("thing", [[OWN], OWN, "claims.csv", 3])
def test_claims_that_are_no_frame_are_refused(thing):
    with pytest.raises(tables.TableError, match=r"claims: found .* expected a pandas DataFrame"):
        evidence(claims=thing)


# --- Dates ---------------------------------------------------------------------------------

DATES = [
    ("2018", "2018"), ("2018-05", "May 2018"), ("2018-05-03", "3 May 2018"), (2018, "2018"),
    (2018.0, "2018"), (np.int32(2018), "2018"), (pd.Timestamp("2018-05-03 10:00"), "3 May 2018"),
    (datetime.date(2018, 5, 3), "3 May 2018"), (np.datetime64("2018-05"), "1 May 2018"),
    (pd.Period("2018-05", "M"), "May 2018"), (None, ""), (np.nan, ""), (pd.NaT, ""),
]  # fmt: skip


@pytest.mark.parametrize(("date", "said"), DATES)
def test_a_date_is_taken_as_it_comes(date, said):
    [words] = evidence(claims=own(said_on=date)).claims["said"]
    assert words == (said or "")


@pytest.mark.parametrize(
    "date",
    ["2018-13", "2018-02-30", "2018-5", "18", "May 2018", "0000", 20180503, 2018.5, True,
     "2018-05-03T10"],
)  # fmt: skip
def test_a_date_that_is_none_is_refused(date):
    with pytest.raises(tables.TableError, match=r"claims, row 3, column said_on: .* a date"):
        evidence(claims=own({}, {"said_on": date}))


def test_a_file_of_claims_whose_cells_look_like_numbers_makes_a_figure():
    rows = own({"id": "1", "said_on": "2018"}, {"id": "2", "said_on": ""}, speaker="7")
    frame = pd.read_csv(io.StringIO(rows.to_csv(index=False)))
    types = frame.dtypes[["id", "said_on", "speaker"]]
    assert types.map(str).to_list() == ["int64", "float64", "int64"]
    figure = evidence(claims=frame)
    assert list(figure.claims["name"]) == ["7", "7"]
    assert list(figure.claims["said"]) == ["2018", ""]
    check_code(figure)


# --- What is wrong ----------------------------------------------------------------------------

CELLS = [
    ("id", np.nan, "nothing; expected lower-case letters"),
    ("id", "My 1", '"My 1"; expected lower-case letters'),
    ("topic", np.nan, "nothing; expected one of"),
    ("stance", "agrees", '"agrees"; expected one of supports, contests, uncertain'),
    ("ground", "local-dat", r'"local-dat"; expected one of .* \(nearest: "local-data"\)'),
    ("claim", np.nan, "nothing; expected a value"),
    ("claim", " ", "nothing; expected a value"),
    ("claim", decimal.Decimal(3), '"3"; expected a text'),
    ("claim", True, '"True"; expected a text'),
    ("speaker", 1.5, '"1.5"; expected a text'),
    ("source", ["a"], r'"\[\'a\'\]"; expected a text'),
    ("anchor", "a\0", "expected text without control"),
]


@pytest.mark.parametrize(("column", "value", "found"), CELLS)
def test_a_cell_that_will_not_do_is_named(column, value, found):
    rows = own({}, {}).astype(object)
    rows.at[1, column] = value
    with pytest.raises(tables.TableError, match=f"claims, row 3, column {column}: found .*{found}"):
        evidence(claims=rows)


FRAMES = [
    (
        own().drop(columns="stance"),
        "row 1, column stance: found nothing; expected a column of this",
    ),
    (pd.concat([own(), own()[["id"]]], axis=1), "row 1, column id: .* expected each column once"),
    (pd.concat([own(), own()]), 'row 3, column id: found "my-1"; expected an id that no other row'),
    (own().iloc[:0], "claims: found no rows; expected at least one claim"),
]


@pytest.mark.parametrize(("frame", "message"), FRAMES)
def test_a_frame_that_will_not_do_says_why(frame, message):
    with pytest.raises(tables.TableError, match=message):
        evidence(claims=frame)


# --- The code ---------------------------------------------------------------------------------


def test_a_figure_that_was_given_nothing_brings_nothing():
    assert check_code(evidence()) == []


def test_the_whole_table_is_loaded():
    assert check_code(evidence(claims=book())) == ['claims = widgets.tables.load("claims")']


def test_a_choice_is_taken_by_id():
    first, second = IDS[3:5]
    assert check_code(evidence(claims=book([first, second]), name="two")) == [
        'claims = widgets.tables.load("claims")',
        f'ids = ["{first}", "{second}"]',
        'claims = claims.set_index("id").loc[ids].reset_index()',
    ]


def test_most_of_the_table_is_all_but_some():
    assert check_code(evidence(claims=book(IDS[1:]))) == [
        'claims = widgets.tables.load("claims")',
        f'ids = ["{IDS[0]}"]',
        'claims = claims[~claims["id"].isin(ids)]',
    ]


def test_a_filtered_table_is_made_again_whatever_it_was_filtered_by():
    claims = book()
    for column in ("topic", "ground", "speaker"):
        common = claims[column].mode()[0]
        check_code(evidence(claims=claims[claims[column] == common], text="the"))
        check_code(evidence(claims=claims[claims[column] != common]))


def test_many_ids_stand_in_few_lines():
    some = IDS[: len(IDS) // 3]
    lines = check_code(evidence(claims=book(some)))
    assert len(lines) < len(some) / 4
    assert max(map(len, lines)) <= 79


def other(column, value):
    """Return another value that a cell may hold."""
    return next(each for each in own_claims.ALLOWED[column] if each != value)


def test_a_cell_that_was_changed_is_set():
    claims = book()
    claims.loc[1, "ground"] = ground = other("ground", claims.loc[1, "ground"])
    claims.loc[2, "claim"] = long = f"It {'very ' * 20}much is so."
    claims.loc[3, "ground_note"] = "No longer empty."
    claims.loc[4, "claim"] = 'Say "so"\n\\.'
    quoted = r'"Say \"so\"\n\\."'
    claims.loc[5, "measure"] = "which no figure shows"
    assert check_code(evidence(claims=claims, stance=["supports"])) == [
        'claims = widgets.tables.load("claims")',
        f'claims.loc[claims["id"] == "{IDS[1]}", "ground"] = "{ground}"',
        f'claims.loc[claims["id"] == "{IDS[2]}", "claim"] = (',
        f'    "{long}"',
        ")",
        f'claims.loc[claims["id"] == "{IDS[3]}", "ground_note"] = "No longer empty."',
        f'claims.loc[claims["id"] == "{IDS[4]}", "claim"] = {quoted}',
    ]


def test_a_cell_that_was_emptied_is_set():
    claims = book()
    row = claims["ground_note"].notna().idxmax()
    claims.loc[row, "ground_note"] = pd.NA
    assert check_code(evidence(claims=claims))[1:] == [
        f'claims.loc[claims["id"] == "{IDS[row]}", "ground_note"] = ""'
    ]


def test_claims_that_the_book_lacks_are_written_out():
    figure = evidence(claims=own(said_on=2018), name="mine")
    cells = [f'            "{name}": "{text}",' for name, text in OWN.items()]
    assert check_code(figure) == [
        "claims = pd.DataFrame(", "    [", "        {", *cells, "        },", "    ]", ")",
    ]  # fmt: skip
    assert figure.code().startswith("import pandas as pd\nimport widgets\n\nclaims = ")
    assert figure.code().endswith('\n\nwidgets.evidence(claims, name="mine")')


def test_own_claims_come_beside_those_of_the_book():
    figure = evidence(claims=pd.concat([book(), own({}, {"anchor": "x"})]))
    load, start, *_, end = check_code(figure)
    assert load == 'claims = widgets.tables.load("claims")'
    assert start == "own = pd.DataFrame("
    assert end == "claims = pd.concat([claims, own])"
    assert figure.code().startswith("import pandas as pd\n")


def test_own_claims_may_stand_between_those_of_the_book():
    taken = book(IDS[:1])
    claims = pd.concat([own(topic=taken.loc[0, "topic"]), taken])
    assert check_code(evidence(claims=claims))[-2:] == [
        f'ids = ["my-1", "{IDS[0]}"]',
        'claims = claims.set_index("id").loc[ids].reset_index()',
    ]


@settings(QUICK, max_examples=10)
@given(
    st.lists(st.sampled_from([*IDS[:8], *IDS[-4:], "my-1", "my-2"]), min_size=1, unique=True),
    st.lists(
        st.tuples(st.sampled_from(["topic", "claim", "said_on"]), st.integers(0, 9)), max_size=2
    ),
)
def test_any_mixture_is_made_again(ids, changes):
    every = pd.concat([book(), own({}, {})]).set_index("id")
    claims = every.loc[ids].reset_index()
    values = {"topic": "law", "claim": 'It\'s "so".', "said_on": ""}
    for column, row in changes:
        claims.loc[row % len(claims), column] = values[column]
    check_code(evidence(claims=claims))

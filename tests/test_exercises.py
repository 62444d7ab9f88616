"""The exercises: each solution is right, each slip is met with its hint, nothing is given away."""

import contextlib
import functools
import io
import json
import re
import shutil

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from tests import learner, wrong_answers
from widgets import tables
from widgets.core.formats import people
from widgets.exercises import EXERCISES, check
from widgets.exercises.core import Exercise, Feedback
from widgets.exercises.footprints import counted

CLOSED = [exercise for exercise in EXERCISES.values() if isinstance(exercise, Exercise)]
SLIPS = [
    pytest.param(exercise, slip, id=f"{exercise.name}-{number}")
    for exercise in EXERCISES.values()
    for number, slip in enumerate(exercise.slips, 1)
]


# --- The chapters and the definitions ---------------------------------------------------------


def test_each_exercise_is_set_once_and_each_that_is_set_is_there():
    set_in_chapters = [task.name for slug in learner.CHAPTERS for task in learner.tasks(slug)]
    assert sorted(set_in_chapters) == sorted(EXERCISES)


def run(code, namespace):
    """Run code as a cell does: the value of its last line is what the cell shows."""
    *lines, last = code.rstrip().rstrip(";").split("\n")
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            expression = compile(last, "cell", "eval")
        except SyntaxError:
            exec(compile(code, "cell", "exec"), namespace)
            return None
        exec(compile("\n".join(lines), "cell", "exec"), namespace)
        return eval(expression, namespace)


@functools.cache
def solved(slug):
    """Run a chapter with each worked solution in its place; return what is said, and its names."""
    tasks = {task.number: task for task in learner.tasks(slug)}
    said, namespace = {}, {"display": lambda *shown: None}
    code = [cell.source for cell in learner.cells(slug) if cell.cell_type == "code"]
    for number, source in enumerate(code):
        if number in tasks:
            task = tasks[number]
            said[task.name] = run(f"{task.solution}\n{task.check}", namespace)
        elif "interact(" not in source:
            run(source, namespace)
        else:  # without a kernel there is nothing to show: what stands before the call counts
            run(source[: source.rindex("ipw.interact(")] + "None", namespace)
    return said, namespace


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_the_worked_solutions_of_a_chapter_are_right(slug):
    said, _ = solved(slug)
    assert said
    assert {name: feedback.verdict for name, feedback in said.items()} == dict.fromkeys(
        said, "right"
    ), said


# --- Wrong answers ----------------------------------------------------------------------------


@pytest.mark.parametrize(("exercise", "slip"), SLIPS)
def test_a_slip_is_met_with_its_hint(exercise, slip):
    feedback = check(exercise.name, slip.answer())
    assert feedback.verdict == "again"
    assert slip.look in feedback.words


# Names that make the answers of `wrong_answers` short, beside those of the chapter.
SHORT = {
    "evidence-4": """
data = ["local-data", "aggregate-data"]
met = claims["id"].isin(found["claim"])
resting = claims[claims["ground"].isin(data) & (claims["topic"] == "hospital-use")]
""",
    "areas-2": "total = counted['central'].sum()",
}


def handed_in(name, answer):
    """Return one of the wrong answers, as the chapter's own names give it."""
    [slug] = [slug for slug in learner.CHAPTERS if name in solved(slug)[0]]
    helpers = {key: value for key, value in vars(wrong_answers).items() if callable(value)}
    namespace = {"pd": pd, **solved(slug)[1], **helpers}
    if isinstance(EXERCISES[name], Exercise):
        namespace["right"] = EXERCISES[name].right()
    exec(SHORT.get(name, ""), namespace)
    return eval(answer, namespace)


@pytest.mark.parametrize("name", EXERCISES)
def test_ten_likely_wrong_answers_are_met_each_with_what_helps(name):
    assert len(wrong_answers.WRONG[name]) == 10
    for answer, words in wrong_answers.WRONG[name].items():
        feedback = check(name, handed_in(name, answer))
        assert feedback.verdict == "again", answer
        assert words in feedback.words, answer


def parts_of(right):
    """Return the words or numbers that would give an answer away."""
    if isinstance(right, dict):
        return {str(value) for value in right.values()}
    if isinstance(right, frozenset):
        return set(right)
    if isinstance(right, float):
        near = {f"{right:.{digits}f}" for digits in (0, 1, 2)}
        return near | ({people(int(right))} if right.is_integer() else set())
    return {right}


def given_away(feedback, exercise, answer):
    """Return what of the right answer stands in the feedback and not in the wrong answer."""
    known = str(answer)
    return [
        part
        for part in parts_of(exercise.kind.read(exercise.right()))
        if part not in known and re.search(rf"(?<![\w.-]){re.escape(part)}(?![\w-])", str(feedback))
    ]


@pytest.mark.parametrize("exercise", CLOSED, ids=lambda exercise: exercise.name)
def test_no_wrong_answer_is_told_the_right_one(exercise):
    wrong = [slip.answer() for slip in exercise.slips]
    wrong += [12345678, "no-such-id", ["no-such-id"], {"no": "such"}, None, ..., []]
    for answer in wrong:
        feedback = check(exercise.name, answer)
        assert feedback.verdict != "right"
        assert given_away(feedback, exercise, answer) == []


def test_what_gives_an_answer_away_is_seen():
    """A check that cannot fail is none."""
    exercise = EXERCISES["contracts-1"]
    told = Feedback("again", f"It is {exercise.right()}.")
    assert given_away(told, exercise, "lead-provider-contract")


ODD = [
    None, pd.NA, float("nan"), "", "  ", [], {}, (), set(), pd.DataFrame(), pd.Series(dtype=float),
    True, "forty", "44", 3 + 4j, object(), len, [None], [[]], {"a": []}, {1: {2: 3}}, np.array([1]),
    pd.Series([1, 2]), pd.DataFrame({"a": [1, 2]}), {"footprints": 3}, {"footprints": {"id": [1]}},
    {"footprints": {}, "populations": {}}, {"populations": pd.Series([1])}, float("inf"), 10**30,
    {"option": 1, "criterion": 2, "rating": 3}, {"one-budget": "much"}, ["place-bolton", 3],
]  # fmt: skip


@pytest.mark.parametrize("name", EXERCISES)
def test_whatever_is_handed_in_gets_a_kind_word_and_no_error(name):
    for answer in ODD:
        feedback = check(name, answer)
        assert feedback.verdict == "again", answer
        assert len(feedback.words) > 20
        assert feedback.words.endswith((".", "?", ").", "]"))


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("footprints-1", None, "Your answer is empty. It should be a whole number of rows."),
        ("footprints-1", "48", "This is text. It should be a whole number of rows."),
        ("footprints-1", True, "This is true or false."),
        ("footprints-2", pd.Series([1.5]), "Take the one value out"),
        ("footprints-3", "ics-dorset", "Put it into square brackets"),
        ("footprints-3", [1, 2], "It holds a number."),
        ("contracts-1", "the IHO contract", "“the IHO contract” is not known here (nearest:"),
        ("contracts-3", {"one-bugdet": 2}, "“one-bugdet” was not asked about."),
        ("contracts-3", {"one-budget": 4}, "“4”, for “one-budget”, is not known here."),
        ("evidence-2", {"c-kf-088": "local-data"}, "“c-kf-059” is missing."),
        ("areas-2", {"footprints": {"id": "a"}}, "There is no row for “populations”."),
        ("areas-1", {"footprints": {"id": ["a", "b"]}}, "One cell holds one value."),
    ],
)
def test_a_wrong_kind_of_answer_is_told_what_to_hand_in(name, answer, words):
    assert words in check(name, answer).words


def test_an_unknown_exercise_is_told_the_nearest():
    assert 'nearest: "footprints-1"' in check("footprint-1", 3).words
    assert check(None, 3).verdict == "again"


@pytest.mark.parametrize("answer", [..., {"option": ..., "criterion": "a"}, {"a": {"b": ...}}])
def test_three_dots_are_an_open_question(answer):
    feedback = check("contracts-4", answer)
    assert feedback.verdict == "open"
    assert "in the place of the three dots" in feedback.words


# --- What is right follows from the tables ----------------------------------------------------

TWO = ("ics-dorset", "ics-greater-manchester")


@pytest.mark.parametrize(
    ("given", "same"),
    [
        (48, np.int64(48)), (48, 48.0), (TWO, TWO[::-1]), (TWO, set(TWO)),
        (TWO, pd.Series([*TWO, TWO[0]])), (TWO, pd.Index(TWO[::-1])),
    ],
)  # fmt: skip
def test_an_answer_may_come_in_any_form_of_python(given, same):
    kind = EXERCISES["footprints-1" if given == 48 else "footprints-3"].kind
    assert kind.same(kind.read(given), kind.read(same))


def test_a_corrected_figure_changes_the_answer(tmp_path, monkeypatch):
    before = EXERCISES["footprints-2"].right()
    shutil.copytree(tables.DATA, tmp_path / "data")
    file = tmp_path / "data" / "populations.csv"
    largest = int(counted().max())
    text = file.read_text("utf8")
    assert f",{largest}," in text
    file.write_text(text.replace(f",{largest},", f",{largest * 2},"), "utf8")
    monkeypatch.setattr(tables, "DATA", tmp_path / "data")
    monkeypatch.setattr(tables.load, "__defaults__", (tmp_path / "data",))
    after = EXERCISES["footprints-2"].right()
    assert after > before + 1
    assert check("footprints-2", after).verdict == "right"
    assert check("footprints-2", before).verdict == "again"


def test_the_rows_of_an_answer_are_tried_on_a_copy():
    before = tables.edition()
    check("areas-1", {"footprints": {"id": "place-new"}})
    assert tables.edition() == before


# --- How it is shown --------------------------------------------------------------------------


def test_feedback_reads_alike_as_text_as_html_and_aloud():
    feedback = Feedback("again", "Look at `wording` < 3.")
    assert repr(feedback) == "↻ Look again. Look at `wording` < 3."
    html = BeautifulSoup(feedback._repr_html_(), "html.parser")
    [box] = html.select("div.feedback[role=status]")
    assert box.get_text() == repr(feedback).replace("`", "")
    assert box.select_one("span[aria-hidden=true]").get_text() == "↻"
    assert "style" not in json.dumps(str(html))  # nothing that a strict page would refuse

"""Exercises that are answered on the page: what is asked, and that page and Python say the same."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from tests import learner, wrong_answers
from tests.test_exercises import handed_in
from widgets import tables
from widgets.exercises import EXERCISES, check
from widgets.exercises.core import AnswerError, Exercise
from widgets.exercises.typed import question, values_of

# The chapters are run once, for both files.
pytestmark = pytest.mark.xdist_group("test_exercises")

NEEDS_PYTHON = {"contracts-3", "areas-1", "areas-2", "areas-3"}  # many answers are right
ASKED = sorted(EXERCISES.keys() - NEEDS_PYTHON)

# Puts each answer into a form, hands it in, and gives back what the page says to it.
ANSWER_EACH = """(box, answers) => answers.map((values) => {
  const form = box.previousElementSibling;
  [...form.elements].filter((field) => field.name).forEach((field, i) => {
    if (field.type === "checkbox") field.checked = values[i] === "1";
    else field.value = values[i];
  });
  form.requestSubmit();
  return box.textContent;
})"""


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_with_an_answer_to_type_is_asked_and_what_is_said_is_data(name):
    found = question(EXERCISES[name])
    assert (found is None) is (name in NEEDS_PYTHON)
    if found:
        assert found.fields
        assert json.loads(json.dumps(found.says))["well"] == EXERCISES[name].well


@pytest.mark.parametrize("name", ASKED)
def test_the_tables_to_look_in_are_those_that_the_answer_comes_from(name, monkeypatch):
    if named := EXERCISES[name].tables:
        loaded = set()
        load = tables.load
        monkeypatch.setattr(tables, "load", lambda each: loaded.add(each) or load(each))
        EXERCISES[name].right()
        assert loaded == set(named)


def test_each_choice_of_an_exercise_with_many_right_answers_was_tried():
    found = question(EXERCISES["contracts-4"])
    options, criteria, ratings = (field.choices for field in found.fields)
    assert len(found.says["at"]) == len(options) * len(criteria) * len(ratings)
    for option, criterion, rating in (
        (options[0], criteria[0], 0), (options[-1], criteria[-1], 3),
        ("section-75-agreement", "low-legal-risk", 0), ("iho-contract", "binds-partners", 0),
    ):  # fmt: skip
        row = options.index(option) * len(criteria) + criteria.index(criterion)
        said = found.says["words"][found.says["at"][row * len(ratings) + rating]]
        answer = {"option": option, "criterion": criterion, "rating": rating}
        assert check("contracts-4", answer).words == said


def test_a_page_shows_what_a_passage_says_and_takes_dates_as_people_write_them():
    fields = question(EXERCISES["names-3"]).fields
    claims = tables.load("claims").set_index("id")["claim"]
    assert all(field.words == claims[field.label] for field in fields[:-1])
    right = EXERCISES["names-2"].right()
    written = {"not before": "March 2017", "not after": "2 Feb. 2018"}
    assert check("names-2", written) == check("names-2", right)
    assert "cannot be read as a date" in check("names-2", {**right, "not after": "2018/19"}).words


@pytest.mark.parametrize("slug", learner.CHAPTERS)
def test_a_page_asks_before_it_says_that_an_exercise_is_open_and_else_says_what_it_needs(
    html, slug
):
    page = BeautifulSoup((html / "book" / f"{slug}.html").read_text("utf8"), "html.parser")
    boxes = {box["data-exercise"]: box for box in page.select(".feedback-open")}
    assert list(boxes) == [task.name for task in learner.tasks(slug)]
    for name, box in boxes.items():
        if name in NEEDS_PYTHON:
            note = box.find_next_sibling("p").get_text()
            assert note.startswith("Many answers are right here, so the check needs Python.")
        else:
            form = box.find_previous_sibling("form")
            assert {"typed", "with-script"} <= set(form["class"])
            assert form["aria-label"] == f"Answer to exercise {name[-1]}"
            for link in form.select("a"):
                assert (html / "book" / link["href"]).resolve().is_file()
    asks = boxes.keys() - NEEDS_PYTHON
    assert len(page.select("form.typed")) == len(asks)
    assert len(page.select("script[src*='exercises.js']")) == bool(asks)
    assert ("can also be answered here" in page.select_one(".run-it").get_text()) is bool(asks)


def test_only_the_learner_pages_load_the_script_and_it_is_small(html):
    script = html / "_static" / "exercises.js"
    assert script.stat().st_size < 2000
    loading = [
        path.stem
        for path in (html / "book").glob("*.html")
        if script.name in path.read_text("utf8")
    ]
    assert sorted(loading) == sorted({*learner.CHAPTERS} - {"add-your-area"})


def typable(name):
    """Yield answers that can be typed, as values of the fields, with what Python says to each."""
    exercise = EXERCISES[name]
    answers = [slip.answer() for slip in exercise.slips]
    answers += [handed_in(name, each) for each in wrong_answers.WRONG[name]]
    answers += [exercise.right()] if isinstance(exercise, Exercise) else []
    for answer in answers:
        try:
            values = values_of(exercise.kind, exercise.kind.read(answer))
        except AnswerError:
            continue
        if any(map(str, values)):
            yield list(map(str, values)), repr(check(name, answer)).replace("`", "")


def test_a_page_says_to_each_answer_what_python_says_and_takes_the_keyboard(new_page, site):
    page = new_page(base_url=site, viewport={"width": 320, "height": 640})
    for slug in learner.CHAPTERS:
        asked = [task.name for task in learner.tasks(slug) if task.name not in NEEDS_PYTHON]
        if asked:
            page.goto(f"/book/{slug}.html")
        for name in asked:
            box = page.locator(f"[data-exercise={name}]")
            answers, said = zip(*typable(name), strict=True)
            assert len(said) > 3
            assert box.evaluate(ANSWER_EACH, answers) == list(said), name
            if name == "names-2":
                typed = [["spring", "1/2/2018"], ["March 2017", "2nd of Feb. 2018"]]
                no_date, right = box.evaluate(ANSWER_EACH, typed)
                assert "“spring”, for “not before”, cannot be read as a date" in no_date
                assert right == repr(check(name, EXERCISES[name].right()))

    page.goto("/book/read-a-table.html")
    form = page.get_by_role("form", name="Answer to exercise 1")
    box = page.locator("[data-exercise=footprints-1]")
    answer = form.get_by_label("Your answer")
    answer.press("Enter")  # nothing is typed: the browser asks for it
    expect(box).to_contain_text("Not answered yet.")
    answer.press_sequentially(" 1,000 ")
    answer.press("Enter")
    expect(box).to_have_text(re.compile("^↻ Look again. Read again what the column wording"))
    assert box.get_attribute("role") == "status"
    answer.fill(str(EXERCISES["footprints-1"].right()))
    form.get_by_role("button").click()
    expect(box).to_have_class("feedback feedback-right")
    ticks = page.get_by_role("form", name="Answer to exercise 3")
    ticks.get_by_role("button").click()
    expect(page.locator("[data-exercise=footprints-3]")).to_contain_text("Tick each one")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.emulate_media(media="print")
    expect(form).to_be_hidden()

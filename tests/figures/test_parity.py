"""Python and the browser agree at every setting: on numbers, on words and on the picture."""

import json
import random
import time

import pytest

from tests.conftest import PATIENCE
from tests.figures import harness
from widgets.core import formats

PICTURES = 10  # settings of a topic whose pictures are held together: to draw takes long


@pytest.mark.parametrize("settings", [harness.cases, harness.at_random])
def test_python_and_browser_calculate_and_say_alike(figure, python, settings):
    asked = settings(python)
    with_rows = [i % 5 == 0 for i in range(len(asked))]
    answers = json.loads(figure.page.evaluate(harness.CALCULATE, [python.TOPIC, asked, with_rows]))
    for setting, rows, answer in zip(asked, with_rows, answers, strict=True):
        assert answer["calculated"] == harness.calculated(python, setting, rows), setting
        assert answer["told"] == harness.told(python, setting), setting


def test_settings_differ_and_so_do_the_answers(python):
    """A comparison of answers that are all alike would show nothing."""
    said = [
        tuple(harness.told(python, each)["sentences"]) for each in harness.at_random(python, 60)
    ]
    assert len(set(said)) > 15


def test_a_hand_moves_the_page_as_python_says(figure, python):
    everything = [*harness.cases(python)[::9], *harness.at_random(python, 12, seed=2022)]
    for setting in everything[: 2 * PICTURES]:
        figure.evaluate(harness.PUT, setting)
        shown = figure.evaluate(harness.SHOWN)
        said = harness.told(python, setting)
        assert shown["sentences"] == said["sentences"], setting
        assert shown["description"] == said["description"], setting
        assert shown["texts"] == said["texts"], setting
        assert shown["call"] == python.call(), setting
        marked = harness.marked(python)
        assert figure.evaluate(harness.MARKED, marked) == marked, setting


def test_the_picture_of_the_browser_is_that_of_python(figure, python):
    settings = [*harness.cases(python), *harness.at_random(python, 40)]
    for setting in settings[:: len(settings) // PICTURES]:
        figure.evaluate(harness.PUT, setting)
        harness.put(python, setting)
        expected = harness.drawn(python.to_svg())
        late = time.monotonic() + PATIENCE / 1000
        while harness.drawn(harness.picture(figure)) != expected:
            assert time.monotonic() < late, setting
            figure.page.wait_for_timeout(20)  # the picture follows the sentence


def test_numbers_dates_and_lists_are_said_alike(figure):
    chance = random.Random(2016)
    numbers = [0, 999, 1_000, 999_499, 999_500, 1_049_999, 1_050_000]
    numbers += [round(10 ** chance.uniform(0, 8)) for _ in range(500)]
    ratios = [0.0099, 0.01, 0.949, 0.95, 1.049, 1.05, 2.25, 9.94, 9.95]
    ratios += [10 ** chance.uniform(-3, 4) for _ in range(500)]
    shares = [0, 0.0049, 0.005, 0.125, 0.994, 0.995, 1, *(chance.random() for _ in range(500))]
    dates = ["2018", "2018-05", "2018-05-03", "1948-07-05", "2026-12-31"]
    lists = [[], ["a"], ["a", "b"], ["a", "b", "c"]]
    said = figure.page.evaluate(
        """([numbers, ratios, shares, dates, lists]) => {
          const formats = figures.modules["core/formats.js"];
          const { about, join, people, percent, sayDate, times } = formats;
          return [numbers.map(people), numbers.map(about), ratios.map(times), shares.map(percent),
            dates.map(sayDate), lists.map((each) => join(each)),
            lists.map((each) => join(each, "or"))];
        }""",
        [numbers, ratios, shares, dates, lists],
    )
    assert said == [
        [*map(formats.people, numbers)],
        [*map(formats.about, numbers)],
        [*map(formats.times, ratios)],
        [*map(formats.percent, shares)],
        [*map(formats.say_date, dates)],
        [*map(formats.join, lists)],
        [formats.join(each, "or") for each in lists],
    ]

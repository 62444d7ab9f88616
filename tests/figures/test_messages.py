"""The messages of a topic: how they are read, filled, and refused."""

import pytest

from tests.figures import harness
from widgets.core.markup import WIDGETS
from widgets.core.messages import Messages, WordsError, say

FILE = """
## Still
title = A title

## Live: both fill these
many = { $number ->
    [0] no claim
    [one] { $number } claim
   *[other] { $number } claims
  }
whole = There are { many }, by { LIST($people) }{ $sure ->
    [yes] , for sure
   *[no] {""}
  }.
label =
    .first = One
    .second = { CAPITAL($word) }
share = { PERCENT($share) } of { ABOUT($people) }, { TIMES($ratio) } as many, on { DATE($day) }
nested = { SENTENCES($said) }
long =
    A sentence on
    two lines.
"""


@pytest.fixture
def messages(tmp_path):
    path = tmp_path / "words.ftl"
    path.write_text(FILE, "utf8")
    return Messages(path)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no claim"), (1, "1 claim"), (1200, "1,200 claims")]
)
def test_a_number_chooses_its_words(messages, number, words):
    assert messages("many", number=number) == words


def test_a_message_takes_others_lists_and_choices(messages):
    values = {"number": 2, "people": ["a", "b", "c"]}
    assert messages("whole", **values, sure="no") == "There are 2 claims, by a, b and c."
    assert messages("whole", **values, sure="yes") == "There are 2 claims, by a, b and c, for sure."


def test_numbers_dates_and_attributes(messages):
    assert messages.attributes_of("label") == ["first", "second"]
    assert messages("label.second", word="two") == "Two"
    said = messages("share", share=0.125, people=2_845_985, ratio=1.7, day="2018-05-03")
    assert said == "13% of 2.8 million, 1.7 times as many, on 3 May 2018"


def test_a_saying_may_hold_sayings_and_an_absent_one_is_empty(messages):
    said = [say("many", number=1), None, say("many", number=2)]
    assert messages("nested", said=said) == "1 claim 2 claims"
    assert messages.fill(None) == ""


def test_lines_are_joined(messages):
    assert messages("long") == "A sentence on two lines."


def test_the_browser_gets_the_live_messages_alone(messages):
    assert "title" not in messages.live
    assert {"many", "whole", "label.first", "long"} <= messages.live.keys()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("broken", r'line 1: found "broken"; expected a message \(Expected token: "="\)'),
        ("a = b\n\nc = { $", r'line 3: found "c = { \$"; expected a message'),
        ("a = { $n ->\n [one] x\n }", "line 3: .*expected a message"),
        ("a = { SHOUT($n) }", "message a: found SHOUT; expected a variable .*: ABOUT, TIMES"),
        ("a = { other }", 'message a: found "other"; expected the id of a message'),
    ],
)
def test_a_file_that_cannot_be_read_says_where(tmp_path, text, message):
    path = tmp_path / "words.ftl"
    path.write_text(f"{text}\n", "utf8")
    with pytest.raises(WordsError, match=message):
        Messages(path)


def test_a_variable_without_a_value_is_named(messages):
    with pytest.raises(
        WordsError, match=r"message many: found the variable \$number; expected one of"
    ):
        messages("many", numbr=1)
    with pytest.raises(WordsError, match='found no such message; expected "nothing"'):
        messages("nothing")


def test_every_live_message_of_a_topic_is_said_at_some_setting(topic, python, monkeypatch):
    """A sentence that is never said is one that nobody has looked at."""
    said, fill = set(), Messages.fill

    def noting(self, saying):
        said.update([saying["say"]] if saying else [])
        return fill(self, saying)

    monkeypatch.setattr(Messages, "fill", noting)
    for setting in [*harness.cases(python), *harness.at_random(python, 60)]:
        harness.told(python, setting)
        harness.marked(python)
        python.signals()
    for setting in harness.at_random(python, 6):
        harness.put(python, setting)
        table = python.table()
        for row in table.rows:
            for key in table.live:
                python.as_text(row[key])
    heads = {name.partition(".")[0] for name in said}
    silent = {name for name in python.messages.live if name.partition(".")[0] not in heads}
    text = (WIDGETS / "topics" / topic / "words.ftl").read_text("utf8")
    assert {name for name in silent if f"{{ {name} }}" not in text} == set()

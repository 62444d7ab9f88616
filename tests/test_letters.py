"""What letters mean in a document: the rules tell, and a bad question is named."""

import re

import pytest

from widgets import tables, which
from widgets.core.dates import read_date
from widgets.letters import CANNOT_TELL, reduced

# Sentences made up here, with what they speak of.
TOLD = {
    ("ICP", "2019-06", "The ICP contract went out to tender."): "icp-provider",
    ("ICP", "2018", "An ICP is an alliance of NHS providers in one borough."): "icp-alliance",
    ("ICP", "2022-09", "The ICP, a joint committee, agreed its strategy."): "icp-statutory",
    ("ICP", "2020", "Women with ICP were seen twice a week in pregnancy."): "other",
    ("STP", "2016-07", "Our STP went in last week."): "stp-plan",
    ("STP", "2018-03", "The STP’s leader met the board."): "stp-partnership",
    ("ics", "2019", "We became an ICS in May."): "ics-non-statutory",
    ("ICS", "2024-02-03", "The I.C.S. covers two counties; ICS leaders met."): "ics-statutory",
    ("ACS", "2017-09", "An accountable care system (ACS)"): "acs",
    ("ACO", "2017-11", "No ACO contract has been awarded."): "aco",
    ("ICO", "2016", "The ICO joins up hospital, community and social care."): "ico",
    ("ICO", "2019", "The breach was reported to the ICO."): "other",
    ("ICB", "2023", "The ICB met in public."): "icb",
    ("IHO", "2026", "The trust hopes for an IHO contract."): "iho",
    ("MCP", "2016", "GPs may join the MCP."): "mcp",
    ("MCP", "2025", "an MCP server for AI agents"): "other",
    ("PACS", "2015", "one of nine PACS vanguards"): "pacs",
    ("PACS", "2018", "Scans are kept in PACS."): "other",
    ("PCN", "2021", "the PCN’s clinical director"): "pcn",
    ("PCN", "2021", "He got a PCN for parking."): "other",
    ("s75", "2019", "a section 75 pooled budget"): "section-75-2006",
    ("section 75", "2013", "section 75 means competition and tenders"): "section-75-2012",
    ("ICS", "2021-09", "integrated care partnerships (ICSs)"): CANNOT_TELL,
    ("ICP", "2019-06", "our ICP"): CANNOT_TELL,
    ("ICP", None, ""): CANNOT_TELL,
}

# How letters are used tells as much as the words beside them.
USED = {
    ("STP", "2018", "what is set out in the STP"): "stp-plan",
    ("STP", "2018", "The STP lead wrote to its partners."): "stp-partnership",
    ("STP", "2018", "Our STP is the best."): CANNOT_TELL,
    ("STP", "2017-03-15", "our STP"): "stp-plan",
    ("STP", "2018", "A trainee began the Scientist Training Programme (STP)."): "other",
    ("ICS", "2018", "our ICS"): "ics-non-statutory",
    ("ICS", "2018-01-20", "our ICS"): CANNOT_TELL,
    ("ICS", "2021-05", "the plan for statutory ICSs, as the white paper has it"): "ics-statutory",
    ("ICS", "2021-09", "An ICS is not yet statutory."): "ics-non-statutory",
    ("ICS", "2023", "She stepped down as chair of the ICS."): "ics-statutory",
    ("ICP", "2018", "ICPs and ICSs grew side by side."): "icp-alliance",
    ("ICP", "2020", "The ICP board met the district councils."): "icp-alliance",
    ("ICP", "2019", "GPs may join an ICP, or keep their GMS contract."): "icp-provider",
    ("ICP", "2023", "The ICP meets in public."): "icp-statutory",
    ("ICP", "2023", "Each of the three ICPs runs wards in its borough."): "icp-alliance",
    ("ICP", "2020", "The ICP runs maternal and trauma wards in the borough."): "icp-alliance",
    ("ACO", "2018", "Campaigners went to court over the ACO."): "aco",
    ("ACO", "2018", "ACOs came from America."): "other",
    ("ICO", "2017", "She works for an ICO."): "ico",
    ("MCP", "2016", "joint buying for the MCP"): "mcp",
    ("PCN", "2022", "Guidance was issued to every PCN."): CANNOT_TELL,
    ("section 75", "2017", "Two nurses were seconded under section 75."): "section-75-2006",
    ("section 75", "2016", "council and trust monitor the section 75 deed"): "section-75-2006",
    ("section 75", "2018", "Section 75 of the Mental Health Act"): CANNOT_TELL,
    ("section 75", "2018", "the firm’s section 75 debt to its pension scheme"): "other",
}


def test_the_letters_are_told_apart_and_why():
    names = {row["id"] for row in tables.records("names")}
    for question, meaning in (TOLD | USED).items():
        answer = which(*question)
        assert answer.meaning == meaning, (question, answer)
        assert answer.meaning in names | {"other", CANNOT_TELL}
        assert answer.why.endswith(".")
        assert (answer.example is None) == (answer.meaning == CANNOT_TELL)
        assert meaning == CANNOT_TELL or answer.example.url


def test_capitals_signs_and_plurals_do_not_matter():
    assert reduced("“ICPs’ contract”—ICP-led; icp/ICB, ICP0042", "ICP") == (
        " _ contract _ led _ / ICB _# "
    )
    assert reduced("Sections 75 and s.75", "section 75") == " _ and _ "
    assert which("icps").letters == which("ICP").letters
    assert which("section75").letters == which("S 75").letters


def test_a_reason_has_the_words_in_which_it_was_found():
    told = which("STP", "2018", "Gloucester: the STPs’ Partners met")
    assert told.why.startswith("It acts, or has members and leaders, as a partnership does (“STP P")
    assert "partnership, though some went on writing of the plans." in told.why  # of a date alone
    assert "(“ICS…”)" in which("ICS", "2022", "ICS0012").why
    assert "(“the nhs icb”)" not in which("ICB", "2023", "İ: the NHS ICB").why


def test_what_would_tell_is_said_where_it_cannot_be_told():
    for letters in {row["letters"] for row in tables.records("clues")}:
        answer = which(letters)
        assert answer.meaning == CANNOT_TELL
        assert "ook for" in answer.why, answer


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (("ICQ",), "letters: found 'ICQ'; expected one of ICP, STP, "),
        ((None,), "letters: found None; expected one of ICP, STP, "),
        (("ICP", "2018-13"), "date: found '2018-13'; expected a day of the calendar"),
        (
            ("ICP", "spring 2018"),
            "date: found 'spring 2018'; expected a date as exact as it is known",
        ),
        (("ICP", 2018), "date: found 2018; expected a date as exact as it is known"),
        (("ICP", None, 5), "words: found 5; expected text"),
    ],
)
def test_a_bad_question_is_named(question, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        which(*question)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("July 2022", "2022-07"), ("12/03/2021", "2021-03-12"), ("3rd of May, 2018", "2018-05-03"),
        ("May 3, 2018", "2018-05-03"), ("Sept. 2019", "2019-09"), ("1.2.21", "2021-02-01"),
        ("03/2021", "2021-03"), ("2011-12", "2011-12"), ("2011/12", None), ("spring 2018", None),
        ("ma 2018", None), ("May", None), ("", None), ("12/03", None),
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(text, read):
    assert read_date(text) == read


def test_a_date_as_people_write_it_dates_a_document():
    words = "the ICP contract was put out to tender"
    assert which("ICP", "June 2019", words) == which("ICP", "2019-06", words)
    with pytest.raises(ValueError, match="a day of the calendar"):
        which("ICP", "31/2/2019", words)

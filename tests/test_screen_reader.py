"""What a screen reader meets in each figure: message, questions, picture, rows and sources.

What stands in braces is told by the tables: an editor may change it.
"""

import pytest
from playwright.sync_api import expect

from tests import audit, on_pages

FIRST = on_pages.first_of_each_topic()

HEARD = {
    "footprints": """
        - figure:
          - status:
            - paragraph: /.+/
          - group /Dot plot of population\\. .+/
          - group:
            - combobox "Show"
            - checkbox "Even steps along the axis"
          - group:
            - textbox "Number of people"
            - slider "or slide"
            - combobox "or choose an area"
          - group:
            - combobox /A footprint of 2016/
          - group: The figures as a table
          - button "Copy link to this view"
          - link "Picture (SVG)"
          - link "Rows (CSV)"
          - group: Sources and notes
          - group: "For learners: run this figure"
    """,
    "evidence": """
        - figure:
          - status:
            - paragraph: /.+/
          - group "Show the claims about":
            - button "Money"
            - button "Show all claims"
          - group /Marks by topic and ground\\. .+/:
            - heading "Hospital use" [level=3]
            - paragraph: /Nothing offered \\d+/
            - link /supports/
            - group: /Read \\d+ claims.+Hospital use/
            - heading "Who offers nothing" [level=3]
            - list:
              - listitem: /Think tank \\d+ speakers?.* \\d+ of \\d+/
            - heading "What was found later" [level=3]
          - group "What about?":
            - searchbox "Words on the card"
            - group: Topic
            - group: Place or model
          - group "On what ground?":
            - group: Ground
            - group: Stance
          - group "Who says so?":
            - group: Who speaks
            - group: Source
          - group "What was found later?":
            - group: Found later
          - group: The figures as a table
          - button "Copy link to this view"
          - link "Picture (SVG)"
          - link "Rows (CSV)"
          - group: Sources and notes
          - group: "For learners: run this figure"
    """,
    "contracts": """
        - figure:
          - status:
            - paragraph: /.+/
          - group "Points of view":
            - button "Campaigner"
            - button "No preference"
          - group /Bar chart of options\\. .+/
          - group "How much does each matter to you?":
            - radiogroup "{first}":
              - radio "not at all"
              - radio "a little" [checked]
              - radio "much"
              - radio "decisive"
            - radiogroup "{last}"
          - group: Compare two options, and what it would take to use each
          - button "Copy link to this view"
          - link "Picture (SVG)"
          - link "Rows (CSV)"
          - group: Sources and notes
          - group: "For learners: run this figure"
    """,
}


# With every part that opens opened: the first row of each table, and what is asked inside.
OPENED = {
    "footprints": """
        - region /table/:
          - table:
            - rowgroup:
              - row:
                - columnheader "Name"
                - columnheader "People who live there"
                - columnheader "Counted by"
            - rowgroup:
              - row:
                - rowheader "{name}"
                - cell "{what}"
                - cell "{people}"
    """,
    "evidence": """
        - figure:
          - group /Marks by topic and ground/:
            - group:
              - text: /Read \\d+ claims.+Hospital use/
              - article:
                - heading /supports|contests|takes no side/ [level=4]
                - paragraph
                - paragraph
                - paragraph
                - link
                - heading "Answer" [level=5]
                - paragraph:
                  - text: Supported by
                  - link
                - heading "Found later" [level=5]
          - group "What about?":
            - group:
              - text: Topic
              - checkbox /Hospital use \\(\\d+\\)/
              - checkbox /Money \\(\\d+\\)/
          - group:
            - text: The figures as a table
            - region:
              - table:
                - rowgroup:
                  - row:
                    - columnheader "Nothing offered"
    """,
    "contracts": """
        - region /The ratings. table/:
          - table:
            - rowgroup:
              - row:
                - columnheader "Option"
                - columnheader "{first}"
                - columnheader "{last}"
                - columnheader "Place now"
            - rowgroup:
              - row:
                - rowheader "{name}"
                - cell "{used}"
                - cell /fully|largely|a little|not at all|unknown/
    """,
}


def told(topic):
    """Return what the tables tell: the first row, and the first and the last weight."""
    figure = FIRST[topic].in_python()
    weights = [each.label for each in figure.inputs.values() if each.kind == "scale"] or [""]
    return {**figure.table().rows[0], "first": weights[0], "last": weights[-1]}


@pytest.mark.parametrize("topic", HEARD)
def test_a_screen_reader_meets_message_questions_picture_and_table(page, topic):
    audit.open_page(page, f"/{FIRST[topic].page}")
    expected = HEARD[topic].format(**told(topic))
    expect(page.locator(".bd-article")).to_match_aria_snapshot(expected, timeout=3000)


@pytest.mark.parametrize("topic", OPENED)
def test_a_screen_reader_meets_the_table_and_what_is_folded_away(page, topic):
    audit.open_page(page, f"/{FIRST[topic].page}")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    expected = OPENED[topic].format(**told(topic))
    expect(page.locator(".bd-article")).to_match_aria_snapshot(expected, timeout=3000)

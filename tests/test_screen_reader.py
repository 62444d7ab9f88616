"""What a screen reader meets in each figure: message, questions, picture, rows and sources."""

import pytest
from playwright.sync_api import expect

from tests import audit
from tests.test_figures_for_all import FIGURES

HEARD = {
    "footprints": """
        - figure:
          - status:
            - paragraph: /.+/
          - group:
            - combobox "Show"
            - checkbox "Even steps along the axis"
          - group:
            - textbox "Number of people"
            - slider "or slide"
            - combobox "or choose an area"
          - group:
            - combobox /A footprint of 2016/
          - img /Dot plot of population\\. .+/
          - group: The figures as a table
          - paragraph:
            - link "Download the rows (CSV)"
            - link "Download the picture (SVG)"
          - group: Sources and notes
    """,
    "evidence": """
        - figure:
          - status:
            - paragraph: /.+/
          - group "Questions people ask":
            - button "Does it save money?"
            - button "Show all claims"
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
          - img /Marks by topic and ground\\. .+/
          - region "The claims as a list":
            - heading "Hospital use" [level=3]
            - article:
              - paragraph: /.+/
          - group: The figures as a table
          - paragraph:
            - link "Download the rows (CSV)"
            - link "Download the picture (SVG)"
          - group: Sources and notes
    """,
    "contracts": """
        - figure:
          - status:
            - paragraph: /.+/
          - group "Points of view":
            - button "Campaigner"
            - button "No preference"
          - group "How much does each matter to you?":
            - radiogroup "It can start without a procurement":
              - radio "not at all"
              - radio "a little" [checked]
              - radio "much"
              - radio "decisive"
            - radiogroup "Social care can be inside"
          - img /Bar chart of options\\. .+/
          - group: Compare two options, and what it would take to use each
          - paragraph:
            - link "Download the rows (CSV)"
            - link "Download the picture (SVG)"
          - group: Sources and notes
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
                - rowheader "Greater Manchester"
                - cell "System"
                - cell "2.8 million"
    """,
    "evidence": """
        - figure:
          - group "What about?":
            - group:
              - text: Topic
              - checkbox /Hospital use \\(\\d+\\)/
              - checkbox /Money \\(\\d+\\)/
          - region "The claims as a list":
            - article:
              - group:
                - text: /Thread. \\d+ linked claims/
                - list:
                  - listitem:
                    - text: Supported by
                    - link
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
                - columnheader "It binds the partners"
                - columnheader "Place now"
            - rowgroup:
              - row:
                - rowheader "Existing contracts current"
                - cell "no dates found; used"
                - cell:
                  - group:
                    - text: /fully/
                    - paragraph: /.+/
                  - combobox /Existing contracts, .+ try another rating/
    """,
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_screen_reader_meets_message_questions_picture_and_table(page, name):
    audit.open_page(page, f"/book/{FIGURES[name]}.html")
    expect(page.locator(".bd-article")).to_match_aria_snapshot(HEARD[name], timeout=3000)


@pytest.mark.parametrize("name", FIGURES)
def test_a_screen_reader_meets_the_table_and_what_is_folded_away(page, name):
    audit.open_page(page, f"/book/{FIGURES[name]}.html")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    expect(page.locator(".bd-article")).to_match_aria_snapshot(OPENED[name], timeout=3000)

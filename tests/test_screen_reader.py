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
          - img /Bar chart of options\\. .+/
          - group: Compare two options, and what it would take to use each
          - paragraph:
            - link "Download the rows (CSV)"
            - link "Download the picture (SVG)"
          - group: Sources and notes
    """,
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_screen_reader_meets_message_questions_picture_and_table(page, name):
    audit.open_page(page, f"/book/{FIGURES[name]}.html")
    expect(page.locator(".bd-article")).to_match_aria_snapshot(HEARD[name], timeout=3000)

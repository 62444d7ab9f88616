"""Open to all: axe-core finds nothing on any page, light and dark, wide and narrow.

axe sees about half of what matters. `book/accessibility.md` says what else was tried.
"""

from pathlib import Path

import axe_playwright_python
import pytest

SITE = Path(__file__).parent.parent / "_build" / "html"
PAGES = sorted(
    path.relative_to(SITE).as_posix()
    for folder in ("book", "data")
    for path in (SITE / folder).glob("*.html")
)
[AXE] = Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SETTINGS = [(1280, "light"), (320, "dark")]
RUN = """
async (tags) => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const { violations } = await axe.run({ runOnly: { type: "tag", values: tags } });
  const first = ({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].html.slice(0, 200)}`;
  return violations.map(first);
}
"""


# What a page leaves out of its layout until it comes near has no place that axe could measure.
LAID_OUT = "* { content-visibility: visible !important }"


def violations(page):
    page.add_style_tag(content=LAID_OUT)
    page.add_script_tag(path=AXE)
    return page.evaluate(RUN, WCAG)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_breaks_a_rule(chromium, site, name):
    for width, scheme in SETTINGS:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        page = context.new_page()
        page.goto(f"{site}/{name}")
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], f"{name} at {width} px, {scheme}"
        context.close()


def test_axe_finds_what_is_wrong(chromium):
    """A check that cannot fail is none."""
    page = chromium.new_page()
    page.set_content("<html><body><img src='x.png'><input></body></html>")
    found = " ".join(violations(page))
    assert "image-alt" in found
    assert "label" in found
    page.close()


def test_no_page_scrolls_sideways_on_a_phone(chromium, site):
    page = chromium.new_page(viewport={"width": 320, "height": 700})
    wide = []
    for name in PAGES:
        page.goto(f"{site}/{name}")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(name)
    page.close()
    assert wide == []

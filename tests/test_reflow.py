"""Text at twice the size, and a phone, also with the spacing of WCAG 1.4.12: no word is cut."""

import pytest

from tests import audit

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Text that its own box cuts: what scrolls, and what is hidden from the eye on purpose, is not.
CUT = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const { overflowX, overflowY, position } = getComputedStyle(element);
  const small = element.clientWidth < 2 || element.clientHeight < 2;
  const cut = (overflow, all, seen) =>
    overflow === "hidden" && all > seen + 2;
  return element.checkVisibility()
    && !small && position !== "absolute"
    && element.textContent.trim()
    && (cut(overflowX, element.scrollWidth, element.clientWidth)
      || cut(overflowY, element.scrollHeight, element.clientHeight));
}).map((element) => element.outerHTML.slice(0, 100))"""

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


@pytest.mark.parametrize("setting", [audit.PHONE, audit.SETTINGS[-1]], ids=["phone", "large"])
def test_no_page_scrolls_sideways_or_cuts_its_text(chromium, site, setting):
    context = setting.context(chromium)
    page = context.new_page()
    wrong = {}
    for name in audit.pages():
        page.goto(f"{site}/{name}")
        for spaced in (False, True):
            if spaced:
                page.evaluate(SPACED)
            if page.evaluate(WIDER) > 0 or page.evaluate(CUT):
                wrong[name, spaced] = [page.evaluate(WIDER), *page.evaluate(CUT)[:3]]
    context.close()
    assert wrong == {}

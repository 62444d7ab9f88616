"""HTML of our templates as Markdown, for a notebook: its words, without what is only drawn."""

import re
from html.parser import HTMLParser

VOID = {"input", "br"}  # they have no end
EMPTY = VOID | {"rect", "line", "circle", "path"}  # nothing stands in them

BOLD = {"b", "strong", "summary", "dt"}
BOLD_CLASSES = {"fig-title", "part-head", "node", "col-head", "versus-q", "notes-head"}
BLOCKS = {"p", "summary", "figure", "aside", "section", "details"}
HEADINGS = {"h2": "## ", "h3": "### "}
LISTS = {"ul", "ol", "dl"}
BREAKS = BLOCKS | LISTS | HEADINGS.keys() | {"div", "dt"}
ITEMS = {"li", "dt"}
ITEM_CLASSES = {"source", "src-pass"}  # a note is an item, and so is each passage in it
MARKS = {"code": ("`", "`"), "q": ("“", "”"), "dt": ("", ":")}
BEGUN = re.compile(r"(^|\s)(-|\d+\.) $")  # an item that has no words yet
PAGE = re.compile(r"([\w-]+)\.html(?:#.*)?")


def as_markdown(html: str, slot: str = "") -> str:
    """Return a template that has been filled in as Markdown.

    Parameters
    ----------
    html : str
        The HTML; citations in it stay as a chapter writes them.
    slot : str
        The Markdown that stands in place of ``<slot></slot>``.
    """
    reader = Reader(slot)
    reader.feed(html)
    reader.close()
    lines = [re.sub(r"(?<=\S) +", " ", line).rstrip() for line in reader.text().split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class Reader(HTMLParser):
    """Reads the words of a template, without what a screen reader leaves out or needs a script."""

    def __init__(self, slot):
        super().__init__()
        self.slot, self.parts, self.ends, self.lists, self.hidden = slot, [], [], [], 0

    def text(self) -> str:
        """Return the words as Markdown."""
        return "".join(self.parts)

    def handle_starttag(self, tag, attrs):
        """Begin an element, and remember what ends it."""
        if tag in EMPTY:
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        out = tag == "button" or "with-script" in classes or given.get("aria-hidden") == "true"
        if self.hidden or out:
            self.hidden += 1
            self.ends.append(("", False))
            return
        is_note = bool(classes & ITEM_CLASSES)
        if is_list := tag in LISTS or is_note:
            self.lists.append(0 if tag == "ol" else None)
        self.separate(tag, is_note or tag in ITEMS)
        before, after = marks_of(tag, classes, given)
        self.parts.append(f"\n\n{self.slot}\n\n" if tag == "slot" else before)
        self.ends.append((after, is_list))

    def separate(self, tag: str, is_item: bool) -> None:
        """Begin a line, an item or a paragraph, if the element is one."""
        if is_item:
            self.parts.append(f"\n{'  ' * (len(self.lists) - 1)}{self.bullet()} ")
        elif tag in HEADINGS:
            self.parts.append(f"\n\n{HEADINGS[tag]}")
        elif tag in BLOCKS and not BEGUN.search(self.last()):
            self.parts.append(" " if self.lists else "\n\n")

    def last(self) -> str:
        """Return the words that were added last."""
        return next(filter(None, reversed(self.parts)), "")

    def bullet(self) -> str:
        """Return what an item begins with: the next number of an ordered list, or a dash."""
        if not self.lists or self.lists[-1] is None:
            return "-"
        self.lists[-1] += 1
        return f"{self.lists[-1]}."

    def handle_endtag(self, tag):
        """End what was begun."""
        if tag in EMPTY:
            return
        end, is_list = self.ends.pop()
        if self.hidden:
            self.hidden -= 1
            return
        if end:
            self.parts[-1] = self.parts[-1].rstrip()
        self.parts.append(end)
        if is_list:
            self.lists.pop()
        if tag in BREAKS:
            self.parts.append(" " if self.lists else "\n\n")

    def handle_data(self, data):
        """Add words."""
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def marks_of(tag: str, classes: set[str], given: dict[str, str | None]) -> tuple[str, str]:
    """Return the marks that stand before and after the words of an element."""
    before, after = MARKS.get(tag, ("", ""))
    if tag in BOLD or classes & BOLD_CLASSES:
        before, after = f"**{before}", f"{after}**"
    target = target_of(given.get("href") or "")
    if target:
        before, after = f"[{before}", f"{after}]({target})"
    return before, after


def target_of(href: str) -> str:
    """Return where a link leads from a notebook: to another one, to the web, or nowhere ("")."""
    if page := PAGE.fullmatch(href):
        return f"{page[1]}.ipynb"
    # A round bracket would end the link.
    return href.replace("(", "%28").replace(")", "%29") if "://" in href else ""

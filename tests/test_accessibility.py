"""Open to all: axe-core finds nothing on any page, in any state or setting, and the book says so.

axe sees about half of what matters. `book/accessibility.md` says what else was tried.
"""

import json

import pytest
from bs4 import BeautifulSoup

from sphinx_ext import told
from tests import audit


# Two processes share the pages.
@pytest.mark.parametrize(
    "part",
    [pytest.param(part, marks=pytest.mark.xdist_group(f"accessibility-{part}")) for part in (0, 1)],
)
def test_no_page_and_no_state_breaks_a_rule(chromium, site, part):
    addresses, states = audit.pages()[part::2], list(audit.STATES.values())[part::2]
    looked = list(audit.look(chromium, site, addresses, states, audit.faults))
    assert len(looked) >= (len(addresses) + len(states)) * len(audit.SETTINGS)
    assert [
        f"{setting.words}: {where}: {rule['id']}: {rule['html'][0]}"
        for where, setting, broken in looked
        for rule in broken
    ] == []


def test_the_record_says_what_is_found():
    """Nothing, as the test before shows; the record says in which settings and states."""
    recorded = json.loads(audit.RECORD.read_text("utf8"))
    same = {key: recorded[key] for key in audit.record([])}
    assert same == audit.record([]), "Run `make accessibility`: the record is out of date."


ROWS = [f"<tr><td>{n}</td><td><a href='#{n}'>Row {n}</a></td></tr>" for n in range(60)]
ODD = {
    "an element": ("<tr><td>1</td><td><img src='data:,'></td></tr>", "image-alt"),
    "a class": ("<tr><td>1</td><td class='pale'>Row 50</td></tr>", "color-contrast"),
    "an attribute": ("<tr><td>1</td><td aria-lable='x'>Row 50</td></tr>", "aria-valid-attr"),
    "no text": ("<tr><td>1</td><td><a href='#1'></a></td></tr>", "link-name"),
}


@pytest.mark.parametrize(("odd", "rule"), ODD.values(), ids=ODD)
def test_a_table_that_is_cut_keeps_one_of_each_kind_of_cell(chromium, odd, rule):
    page = chromium.new_page()
    rows = "".join([*ROWS[:50], odd, *ROWS[50:]])
    page.set_content(
        f"<style>.pale {{ color: #eee }}</style><main><table><tbody>{rows}</tbody></table></main>"
    )
    page.evaluate(audit.CUT)
    assert page.locator("tr").count() < 10
    assert rule in [each["id"] for each in audit.violations(page)]
    page.close()


def test_a_table_that_is_cut_keeps_its_shortest_and_its_longest_cell(chromium):
    page = chromium.new_page()
    middle = ["<tr><td>1</td><td><a href='#'>a</a></td></tr>"]
    middle += [f"<tr><td>1</td><td><a href='#'>{'long' * 99}</a></td></tr>"]
    page.set_content(f"<main><table>{''.join([*ROWS[:50], *middle, *ROWS[50:]])}</table></main>")
    page.evaluate(audit.CUT)
    left = page.locator("td a").all_inner_texts()
    page.close()
    assert {"a", "long" * 99} < set(left)
    assert len(left) < 10


# A page that breaks each rule that is asked where its answer may differ.
DIFFERENT = """
<html lang="en"><title>x</title><main><style>.pale { color: #eee } p a { color: #555 }
p { color: #444 } a { text-decoration: none } .frame { height: 20px; overflow: auto }</style>
<p class="pale">words</p><p>many words around <a href="#x">a link</a> and more</p>
<button style="width: 9px; height: 9px; padding: 0">x</button><button
style="width: 9px; height: 9px; padding: 0">y</button>
<div class="frame"><div style="height: 99px">one<br>two<br>three<br>four</div></div>
<div aria-hidden="true"><a href="#y">y</a></div><button></button><input><a href="#z"></a>
<button>out<a href="#in">in</a></button><select><option>1</select>
<details><summary></summary>x</details></main></html>
"""


@pytest.mark.parametrize("rules", [audit.COLOURS, audit.ROOM], ids=["colours", "room"])
def test_each_rule_that_may_differ_is_asked(chromium, rules):
    page = chromium.new_page()
    page.set_content(DIFFERENT)
    page.evaluate("document.querySelector('button a') || document.querySelectorAll('button')[3]"
                  ".append(Object.assign(document.createElement('a'), {href: '#in'}))")  # fmt: skip
    found = {each["id"] for each in audit.violations(page, rules)}
    page.close()
    assert found == set(rules)


LOOKS = """<style>p { color: #333 } .pale { color: #ccc } .dark { background: #444 }
a { color: #444; text-decoration: none } h1 { font-size: 40px; color: #888 }
.small { font-size: 12px } .clear { opacity: .3 }</style><main>
<p>words</p><p>words</p><p class="pale">a class</p><div class="dark"><p>a ground</p></div>
<h1>large</h1><h1 class="small">a size</h1><div class="clear"><p>seen through</p></div>
<p>many words around <a href="#x">a link</a> and more</p></main>"""


def test_a_look_that_cannot_be_read_is_found_though_each_is_asked_for_once(chromium):
    page = chromium.new_page()
    page.set_content(LOOKS)
    told = {(rule["id"], html) for rule in audit.violations_by_look(page, audit.COLOURS)
            for html in rule["html"]}  # fmt: skip
    all_of_them = {(rule["id"], html) for rule in audit.violations(page, audit.COLOURS)
                   for html in rule["html"]}  # fmt: skip
    assert told == all_of_them
    assert len(told) == 5
    assert page.evaluate_handle(audit.LOOKS).evaluate("looks => looks.length") == 7
    page.close()


# A page with each fault that axe does not look for.
FAULTY = """<main><div style="width: 3000px">wide</div><p><a href="#x">here</a></p>
<div style="height: 9px; overflow: hidden">cut<br>cut</div><button aria-label="Go">Stop</button>"""


def test_each_fault_that_axe_passes_is_found(chromium):
    page = chromium.new_page()
    page.set_content(FAULTY)
    assert [fault["id"] for fault in page.evaluate(audit.FAULTS)] == [
        "scrolls sideways", "text that is cut", "a vague link", "a name unlike the words",
    ]  # fmt: skip
    page.close()


def test_axe_finds_what_is_wrong(chromium):
    """A check that cannot fail is none."""
    page = chromium.new_page()
    page.set_content("<html><body><img src='x.png'><input></body></html>")
    found = {each["id"]: audit.criteria(each["tags"]) for each in audit.violations(page)}
    page.close()
    assert found["image-alt"] == ["1.1.1"]
    assert "4.1.2" in found["label"]


@pytest.mark.parametrize(
    ("broken", "status"), [(0, "full"), (1, "partial"), (34, "partial"), (35, "non")]
)
def test_the_status_follows_from_the_results(broken, status):
    assert told.status({"rules": 70, "failures": dict.fromkeys(range(broken))}) == status


def test_every_page_leads_to_the_statement(html):
    for name in audit.pages():
        if name.startswith("embed/"):
            continue  # for a frame, and leads to its chapter
        _, _, footer = (
            (html / name).read_text("utf8").partition('<footer class="bd-footer-content">')
        )
        links = BeautifulSoup(footer, "html.parser").select("a")
        [link] = [each for each in links if each.text == "Accessibility statement"]
        assert (
            ((html / name).parent / link["href"].replace("#", "accessibility.html"))
            .resolve()
            .exists()
        ), name


def test_the_statement_has_every_part_and_the_latest_results(html):
    page = BeautifulSoup((html / "book" / "accessibility.html").read_text("utf8"), "html.parser")
    headings = [heading.get_text().rstrip("#") for heading in page.select("article h2")]
    assert headings == [
        "What you should be able to do", "How far the book conforms", "Known failures",
        "How it is tested", "What is missing", "How to tell us, and what to ask for",
        "If you are not content with an answer", "About this statement",
    ]  # fmt: skip
    record = json.loads(audit.RECORD.read_text("utf8"))
    text = page.select_one("article").text
    assert all(words in text for words in [*record["settings"], *record["states"]])
    assert f"all {record['pages']} pages" in text

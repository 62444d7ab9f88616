"""The finder takes a name as people type it, asks where two places have it, and never guesses."""

import gzip
import json
import random

import pytest

import widgets
from widgets import tables
from widgets.core import finder, scripts

KNOWN = finder.gazetteer(tables.snapshot())
COUNCILS = {row["name"]: row["ltla22_code"] for row in tables.records("councils")}
WAYS = tables.load("council_flows").set_index("id")


def councils_of(found):
    """Return the codes of the councils that a name may mean."""
    return set(WAYS.loc[list(found.places), "ltla22_code"])


def test_every_council_is_found_by_its_own_name():
    for name, code in COUNCILS.items():
        assert code in councils_of(widgets.find(name)), name


@pytest.mark.parametrize(
    ("typed", "council"),
    [
        ("hammersmith & fulham", "Hammersmith and Fulham"),
        ("Hammersmith Fulham", "Hammersmith and Fulham"),
        ("STOKE ON TRENT", "Stoke-on-Trent"),
        ("stokeontrent", "Stoke-on-Trent"),
        ("Stratford upon Avon", "Stratford-on-Avon"),
        ("Newcastle on Tyne", "Newcastle upon Tyne"),
        ("kings lynn", "King's Lynn and West Norfolk"),
        ("King’s Lynn", "King's Lynn and West Norfolk"),
        ("Saint Albans", "St Albans"),
        ("st helens", "St. Helens"),
        ("Léeds", "Leeds"),
        ("London Borough of Camden", "Camden"),
        ("Leeds City Council", "Leeds"),
        ("  Hull City   council ", "Kingston upon Hull, City of"),
        ("Lecester", "Leicester"),
        ("Bournmouth", "Bournemouth, Christchurch and Poole"),
        ("Shefifeld", "Sheffield"),
        ("Shepway", "Folkestone and Hythe"),
        ("Skelmersdale", "West Lancashire"),
    ],
)
def test_a_name_is_taken_as_people_type_it(typed, council):
    found = widgets.find(typed)
    assert WAYS.loc[found.place, "ltla22_code"] == COUNCILS[council]


def test_a_slip_is_told():
    assert str(widgets.find("Farnam")).startswith("Nothing is called “Farnam”. Found in its place:")


@pytest.mark.parametrize(
    ("typed", "of"),
    [
        ("Richmond", {"Richmond upon Thames", "Richmondshire"}),
        ("Rcihmond", {"Richmond upon Thames", "Richmondshire"}),
        ("Ashford", {"Ashford", "Spelthorne"}),
        ("Newcastle", {"Newcastle upon Tyne", "Newcastle-under-Lyme"}),
        ("Kingston", {"Kingston upon Thames", "Kingston upon Hull, City of"}),
        ("Cumberland", {"Allerdale", "Carlisle", "Copeland"}),
        ("Somerset", {"Mendip", "Sedgemoor", "Somerset West and Taunton", "South Somerset"}),
    ],
)
def test_a_name_of_several_places_is_asked_about(typed, of):
    found = widgets.find(typed)
    assert found.place == ""
    assert len(found.choices) == len(of)
    assert councils_of(found) == {COUNCILS[name] for name in of}


def test_no_name_of_two_councils_is_ever_guessed():
    held = {}
    for each in KNOWN.names:
        if each.council >= 0:
            held.setdefault(each.words, set()).add(each.council)
    for words, councils in held.items():
        if len(councils) > 1:
            assert widgets.find(words).place == "", words


def test_a_beginning_is_offered_and_not_taken():
    for typed in ("cam", "Farnha", "berkshire", "London"):
        assert widgets.find(typed).place == ""
        assert widgets.find(typed).choices
    assert len(widgets.find("ba").choices) == finder.MOST


def test_a_split_council_offers_its_parts_with_their_shares():
    split = WAYS[WAYS["part"].notna()]
    for code, parts in split.groupby("ltla22_code"):
        [name] = [name for name, other in COUNCILS.items() if other == code]
        found = widgets.find(name)
        if len(found.choices) == len(parts):  # and no other place has its name
            assert [ids for _, ids in found.choices] == [(part,) for part in parts.index]
            assert [said["share"] for said, _ in found.choices] == [*parts["share"]]
    assert widgets.find("Guildford").place == ""


def test_a_place_of_a_part_leads_to_the_part():
    for part, places in WAYS["places"].dropna().items():
        for place in places.split("; "):
            found = widgets.find(place)
            assert part in found.places, place


def test_a_district_of_former_days_leads_to_its_part():
    """Of East Suffolk, the former Waveney went another way than the rest."""
    assert WAYS.loc[widgets.find("Waveney").place, "stp_2016"] == "stp-norfolk-and-waveney"
    assert WAYS.loc[widgets.find("Glossop").place, "stp_2016"] == "stp-greater-manchester"


@pytest.mark.parametrize("typed", ["SW1A 2NS", "sw1a2ns", "LS1 4AP", "SW1A", "b1"])
def test_a_postcode_gets_a_sentence_and_a_link(typed):
    found = widgets.find(typed)
    assert "looks like a postcode" in str(found)
    assert found.link.startswith("https://www.gov.uk/")
    assert found.places == ()


def test_nothing_is_said_in_words():
    assert "Nothing is called “Atlantis”" in str(widgets.find("Atlantis"))
    for typed in ("", " ", "-"):
        assert widgets.find(typed).places == ()


def test_the_names_are_light():
    names = finder.for_browser(tables.snapshot())["gazetteer"]
    sent = json.dumps(names, separators=(",", ":"))
    assert len(gzip.compress(sent.encode())) < 15 * 1024


# Python and the browser ---------------------------------------------------------------------------

FIND = """([gazetteer, asked]) => {
  const { find } = modules["core/finder.js"].finder(gazetteer);
  return asked.map(find);
}"""


def asked_for(count=700):
    """Return names, beginnings, slips and nonsense, the same ones each time."""
    chance = random.Random(309)
    every = [each.name for each in KNOWN.names]
    yield from ("", "É", "SW1A 2NS", "B1", "London", "kingston upon", "&", "Æthel", "saint", "the")
    for name in chance.sample(every, count):
        at = chance.randrange(len(name))
        start, end = name[:at], name[at:]
        yield chance.choice([
            name, name.upper(), name[: at + 1], start + end[1:], name.replace("-", " "),
            start + chance.choice("aeiou ") + end, start + end[1::-1] + end[2:], f"The {name}",
            f"City of {name}", f"{name} Borough Council", name.replace("and", "&").replace(" ", ""),
        ])  # fmt: skip


def as_json(found):
    plain = {"said": found.said, "places": found.places, "choices": found.choices}
    return json.loads(json.dumps({**plain, "link": found.link}))


def test_python_and_the_browser_find_the_same(new_page):
    page = new_page()
    modules = scripts.joined(scripts.graph(scripts.CORE / "finder.js"), "modules")
    page.evaluate(f"() => {{ globalThis.modules = {{}}; {modules} }}")
    asked = [*asked_for()]
    names = finder.for_browser(tables.snapshot())["gazetteer"]
    answers = page.evaluate(FIND, [names, asked])
    for typed, answer in zip(asked, answers, strict=True):
        assert answer == as_json(widgets.find(typed)), typed

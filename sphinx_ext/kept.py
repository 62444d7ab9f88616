"""What a reader keeps for the whole book: a day and an area, by ``theme/static/kept.js``.

The stories of the areas are long for a page, so they stand in a file of their own, for which a page
asks only where an area is kept. The file is a script: a page opened from the disk reads no other.
"""

import json
from collections.abc import Iterator

import widgets
from widgets import lives
from widgets.core.formats import say_date
from widgets.topics.areas.model import Way

STORIES = "_static/area-stories.js"


def setup(app):
    """Say on each page how far the facts reach, and write the stories once all pages are there."""
    app.connect("html-page-context", add_words)
    app.connect("site-copied", write_stories)


def add_words(app, pagename, templatename, context, doctree):
    """Give the page the day by which all was known."""
    context["known_by"] = say_date(lives.reach())


def write_stories(app, site):
    """Write the name of each area, its story and the ids of all that it was in."""
    figure = widgets.areas()
    known, labels = figure.ways, figure.ways.gazetteer.labels
    stories = {
        key: [labels[key], figure.as_text(known.say_story(way)), list(within(way))]
        for key, way in known.ways.items()
    }
    text = json.dumps(stories, ensure_ascii=False, separators=(",", ":"))
    (site / STORIES).write_text(f"var areaStories = {text};\n", "utf8")


def within(way: Way) -> Iterator[str]:
    """Yield the ids of the areas of each date, and of the places, in which all of a way lay."""
    yield from filter(None, way.areas)
    yield from way.places

"""Builds of one folder take turns, and one that is killed harms nothing."""

import shutil

import pytest

from tests.copies import TWO_CHAPTERS, Copy, contents, ended

WAITING = "Waiting until another build of "


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a small book that was built once, with what its site holds."""
    book = Copy(tmp_path_factory.mktemp("small"), TWO_CHAPTERS)
    status, output = book.build()
    assert status == 0, output
    assert WAITING not in output
    book.whole = contents(book.site)
    return book


def check_whole(book):
    """Fail unless the site is that of a build alone, with nothing left over beside it."""
    assert contents(book.site) == book.whole
    check_nothing_left(book)


def check_nothing_left(book):
    """Fail if something lies beside the site that a build should have taken away."""
    left = {path.name for path in book.site.parent.iterdir()}
    assert not left & {".new", ".old", ".unfinished"}


def test_builds_that_are_started_at_once_take_turns(built):
    shutil.rmtree(built.site.parent)
    results = [ended(build) for build in [built.start() for _ in range(3)]]
    for status, output in results:
        assert status == 0, output
        assert "Traceback" not in output
    waited = [output for _, output in results if f"{WAITING}{built.root} has ended." in output]
    assert len(waited) == len(results) - 1
    check_whole(built)


def killed_while_writing(book):
    """Begin a build, and kill it as soon as it writes its pages."""
    build, printed = book.start(), []
    for line in build.stdout:
        printed.append(line)
        if "writing output" in line:
            build.kill()
            break
    else:
        pytest.fail(f"the build has written no page:\n{''.join(printed)}")
    build.communicate()


def test_after_a_build_that_was_killed_the_next_publishes_what_that_had_read(built):
    built.edit("data/populations.csv", "over 800,000", "over 900,000")
    killed_while_writing(built)
    for name in (".new", ".old"):  # as if it had been killed later
        (built.site.with_name(name) / "book").mkdir(parents=True)
    assert contents(built.site) == built.whole
    status, output = built.build()
    built.edit("data/populations.csv", "over 900,000", "over 800,000")
    assert status == 0, output
    assert WAITING not in output
    assert "over 900,000" in built.page("index")
    check_nothing_left(built)


def test_a_site_that_was_set_aside_returns_even_if_the_next_build_fails(built):
    before = contents(built.site)
    built.site.rename(built.site.with_name(".old"))
    built.edit("book/index.md", "ics-dorset-mid-2018", "ics-dorset-mid-2081")
    status, output = built.build()
    built.edit("book/index.md", "ics-dorset-mid-2081", "ics-dorset-mid-2018")
    assert status != 0, output
    assert contents(built.site) == before
    check_nothing_left(built)

"""A note in the margin of a chapter."""

from docutils.parsers.rst.directives.body import Sidebar


class Margin(Sidebar):
    """A note that stands in the margin where there is one; the title is optional."""

    optional_arguments = 1
    required_arguments = 0

    def run(self):
        """Return the note as a sidebar without a title if it has none."""
        if not self.arguments:
            self.arguments = [""]
        [note] = super().run()
        note["classes"] += ["margin"]
        if not note[0].astext():
            note.pop(0)
        return [note]

### What stands around every figure. A topic may say any of these in its own words.ftl.

presets = Questions people ask
table = The figures as a table
table-region = { $title }: table
download-csv = Download the rows (CSV)
download-svg = Download the picture (SVG)

code = Show the code
code-intro = This makes the figure again, as it is now, in a notebook of this book:
code-copy = Copy
code-copied = Copied.
code-selected = Selected: copy it with the keyboard.

sources = Sources and notes
picture-waits = The browser draws this picture.

input-number-expected = Type a number from { $range }.
input-number-slide = or slide
input-number-none = no number
input-date-expected = Choose a day from { DATE($low) } to { DATE($high) }.

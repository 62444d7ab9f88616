### What stands around every figure. A topic may say any of these in its own words.ftl.

presets = Questions people ask
table = The figures as a table
table-region = { $title }: table
link-copy = Copy link to this view
link-share = Share
link = Link to this figure as it stands
link-copied = Link copied.
link-selected = Copy the link below.
embed = Embed this figure
embed-how = This code shows the figure, as it stands now, on a page of your own. It says where it is from.
download-csv = Rows (CSV)
download-svg = Picture (SVG)

# Below a picture to download. A topic says its unit.
credit = Sources: { $sources }, the latest of { DATE($latest) }, named with the figure.
book =
    From the open book “Plans, systems, partnerships, contracts”, with facts to { DATE($reach) }.
    Its words and data: CC BY 4.0.

unit = { "" }

# At the end of each row of a file.
file-address = Address of the source
file-licence = Licence
licence = CC BY 4.0; figures of the Office for National Statistics: Open Government Licence v3.0

code = For learners: run this figure
code-intro = This makes the figure again, as it is now, in a notebook of this book:
code-copy = Copy
code-copied = Copied.
code-selected = Selected: copy it with the keyboard.

sources = Sources and notes
picture-waits = The browser draws this picture.

input-number-expected = Type a number from { $range }.
input-number-slide = or slide
input-number-none = no number
input-place-expected = Choose one of the places.
input-place-lost = The names of places did not load. The next letter tries again.
input-place-run = To type a place here, run the cell that made this figure.
input-place-help = Find the council of a postcode (GOV.UK)
input-date-expected = Choose a day from { DATE($low) } to { DATE($high) }.

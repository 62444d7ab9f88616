### Names and dates: all that the figure says.

## Still: said once, when the figure is made

title = What did it mean on that day?
subtitle =
    One line is one thing, from when it began to when it ended or took another name.
    Choose a day, and the picture says what stood then.

key =
    .law = set up by law
    .agreement = by agreement, not in law
    .paper = on paper: planned, or no holder found

picture-key =
    .at = the day chosen
    .beside = the other day
unit = The axis is years, and each bar runs from day to day.

notes =
    .exact =
        No date is more exact than its source. An event known by its month counts from the day
        on which the month is over, and one known by its year from the end of the year. A bar
        begins at the first day that its date may mean.
    .numbers = A number of areas, systems or boards holds until the next one that a source gives.
    .reach = The facts reach { DATE($reach) }.
    .others =
        The letters stand for other things too, in networks, parking or medicine. Some of the
        sources below are there to show that, and say nothing of the NHS reforms.

as-of = What stood on that day?
then-and-now = What changed up to another day?
today = What took its place?
day-label = The day
other-label = Another day
term-label = A name
none = none
jump = Go to a change
previous = Previous change
next = Next change
days =
    .on-2016-07-01 = Plans, July 2016
    .on-2018-05-03 = The articles, May 2018
    .on-2021-04-01 = Systems everywhere, April 2021
    .on-2022-07-01 = The law, July 2022
    .on-2026-09-30 = The latest facts
hint = Open a row for its dates and sources.

columns =
    .name = Name
    .purpose = What it is for
    .state = State
    .standing = Standing
    .starts = From
    .ends = To
    .source = Source

standing =
    .law = set up by law
    .agreement = by agreement
    .paper = on paper

told = { $term }: { $state }, { $standing ->
    [law] set up by law
    [agreement] by agreement
   *[paper] on paper
  }, { $span }
from-to = { $start } to { $end }
since = since { $start }
unknown = from a day that is not known

presets = Days to look at
keep = Keep this day while I read the book

which = What do the letters mean in my document?
letters-label = Letters
dated-label = Its date, as exactly as you know it
dated-hint = such as May 2018
around-label = Words around the letters
around-hint = such as our ICP contract

## Live: said anew at each change, by Python and by the browser

stood = On { DATE($day) }, plans for an area: { $plans }. Buying local care: { $buys }. Giving care together: { $gives }. One contract for all of it: { $contract }.
items = { LIST($items) }
stands = { $letters } ({ $words })
nothing = nothing

meant = Words then in use: a paper of that day may have meant { LIST($meant) }.
means = “{ $plain }” by { $letters }

last = Last change, { DATE($date) }: { $event }

between = From { DATE($first) } to { DATE($last) }. { SENTENCES($parts) }
same = From { DATE($first) } to { DATE($last) } none of these things began, ended or took another name.
change = { $kind ->
    [renamed] The same thing under another name
    [became] Turned into something else
    [moved] Its work went elsewhere
    [superseded] Given up for another
    [began] Began
   *[ended] Ended
  }: { LIST($what) }.

still = The name “{ $term }” had not been replaced by { DATE($day) }.
later = On { DATE($day) }, what stands in the place of “{ $term }” is called { $heir }.

# What letters mean in a document, and why.
told-meaning = { $letters } there means: { $plain }.
told-other = { $letters } there is something else: { $plain }.
told-not = What { $letters } means there cannot be told for sure.
read-date = Its date was read as { DATE($date) }.
bad-date = “{ $text }” cannot be read as a date, so it does not count. Write it like May 2018, or 3/5/2018 for 3 May 2018.
why = { SENTENCES($said) }
for-words = { $reason } (“{ $words }”).
against = Against it: { SENTENCES($said) }
speaks-for = For “{ $plain }”: { SENTENCES($said) }
shows = A passage that shows this use: “{ $words }” ({ $label }).
shows-source = A source that shows this use: { $label }.

# The answer in short.
now = { DATE($day) }: { $plans }.

description = Chart of the lives of { $number } things since 2012. { SENTENCES($said) }

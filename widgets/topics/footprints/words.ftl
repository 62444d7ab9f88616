### Footprint sizes: all that the figure says.

## Still: said once, when the figure is made

title = How many people live in each system, footprint and board
subtitle =
    People in each system, place and partnership in England.
    Each row is one system; the smaller marks are what is inside it.

key =
    .system = people who live in the system
    .place = people who live in a place inside it
    .published = figure published for the system
    .over = published as “over” that figure
    .partnership = figure published for a partnership inside it

unit = Numbers are people.

notes =
    .years =
        People who live there are counted by the Office for National Statistics: in mid-2018 for
        the footprints, systems and places of 2016 to 2018, and at the census of March 2021 for
        the boards of 2022 and 2026. Moves from 2016 to 2022 and 2026 are counted in mid-2020.
        The years differ, so small gaps between kinds of footprint mean little.
    .registered =
        A published figure may count people registered with a general practice, wherever they
        live. Most sources do not say which they count.
    .axis =
        The axis goes up in equal steps of size: each grid line is about three times the one
        before, unless even steps are chosen.

hint = Open a row to read every mark in it.
no-published = no published figure found
told = { $name }, { $what }: { $people } people live there
told-published = { $name }, published: “{ $words }”
told-unknown = { $name }, { $what }: number not known

credit =
    People who live there: Office for National Statistics, mid-2018 (footprints, systems, places)
    and census of March 2021 (boards). Published figures: as printed, from { $sources } sources in
    all, named with the figure.

each = How big is each?
mine-question = How big is mine?
became = What became of it?

show-label = Show
linear-label = Even steps along the axis
population-label = Number of people
population-hint = such as 430,000
population-unit = people
area-label = or choose an area
place-label = or find it by a council or a town
place-hint = such as Slough, Leeds or Waveney
origin-label = A footprint of 2016
none = none

headings =
    .ics-first = The first 14 systems, 2017 and 2018
    .stp-2016 = The 44 footprints of 2016
    .icb-2022 = The 42 boards of July 2022
    .icb-2026 = The 36 boards of April 2026
    .place = Places
    .nation = The country

columns =
    .name = Name
    .what = What it is
    .people = People who live there
    .compared = Compared with mine
    .said = As published
    .source = Counted by

kind =
    .ics-first = System
    .stp-2016 = Footprint of 2016
    .icb-2022 = Board of July 2022
    .icb-2026 = Board of April 2026
    .place = Place
    .partnership = Partnership
inside = { $what } in { $within }
moved = { PERCENT($share) } of { $origin } (2016), in { $year }
not-known = not known

went = Where the people of { $origin } went
flow = { $year }: { $board }
flow-people = about { ABOUT($people) } people
chosen = The area chosen
mine-label = Mine

origin = The people of { $origin } (2016) were { $first } in July 2022, and { $then } in April 2026.
all-in = all in { $board }
parts-in = { LIST($parts) }
part-in = { PERCENT($share) } in { $board }

## Live: said anew at each change, by Python and by the browser

title-now = The largest { title-kind } had { TIMES($ratio) } the people of the smallest
title-kind = { $kind ->
    [ics-first] first system
    [stp-2016] footprint of 2016
    [icb-2022] board of July 2022
   *[icb-2026] board of April 2026
  }

show = The { kinds } run from { $least } (about { ABOUT($few) } people) to { $most } (about { ABOUT($many) }), { TIMES($ratio) } as many.
kinds = { $kind ->
    [ics-first] first 14 integrated care systems
    [stp-2016] 44 footprints of 2016
    [icb-2022] 42 integrated care boards of July 2022
   *[icb-2026] 36 integrated care boards of April 2026
  }

mine = { $population } people is { mine-rest }
mine-area = { $area }, with about { ABOUT($population) } people, is { mine-rest }
mine-rest = nearest in size to { LIST($near) }. It makes { teams }. It is { LIST($compared) }.
near = { $name } (about { ABOUT($people) })
teams = { $most ->
    [0] less than one neighbourhood team
    [one] about one neighbourhood team
   *[other] about { $least } to { $most } neighbourhood teams
  }
compared-with = { TIMES($ratio) } { $name }

# The answer in short.
now = From { ABOUT($few) } to { ABOUT($many) } people: { TIMES($ratio) } as many.
now-mine = { $population } people: nearest in size to { LIST($near) }.

# On the reader's own line.
me = Mine: { $population }
me-area = The area chosen: { $population }

description = Dot plot of population. { SENTENCES($said) }
compared = { TIMES($ratio) }

### My area: all that the figure says.

## Still: said once, when the figure is made

title = { PERCENT($moved) } of people in England came under a board of another name in April 2026
subtitle =
    Type a place, and read which plan, system and boards it was in, and who else was. It opens on an
    example.

key =
    .own = people of this place
    .all = all people of the area

unit = Numbers are people, in mid-2020.

presets = Places that moved
keep = Keep this area while I read the book
board = The board of April 2026: all its councils, what it came from, and what was said of it
ask = Where?
area-label = Council, town or former district
area-hint = such as Farnham, Leeds or Waveney

stages =
    .stp_2016 = Footprint of 2016
    .first_ics = First system, 2017 or 2018
    .icb_2022 = Board of July 2022
    .icb_2026 = Board of April 2026

columns =
    .place = Council, or part of it
    .stp_2016 = Footprint of 2016
    .first_ics = First system, 2017 or 2018
    .icb_2022 = Board of July 2022
    .icb_2026 = Board of April 2026
    .people = People, mid-2020
    .source = Areas by

notes =
    .fit =
        Official lists give each small area of about 1,700 people to one council, group and board. A
        street near a line may lie on its other side. The figure shows the history of an area. It does
        not say which board pays for a patient, which follows the general practice.
    .people =
        People are the residents of mid-2020 at every date, so that they do not seem to move when only
        lines did. The councils are those of 2022, and the footprints those as redrawn by February
        2017.
    .names =
        Towns help to find a council and are no full list. Everyday names are in our choice.
    .attribution =
        Source: Office for National Statistics and NHS England, licensed under the Open Government
        Licence v3.0. Contains OS data © Crown copyright and database right 2022.

## Live: said anew at each change, by Python and by the browser

story = { $place }, with about { ABOUT($people) } people in mid-2020, was in the footprint of { $stp } in 2016. { $first } Its board was { $before } in July 2022, and { $then } in April 2026.
whole = { $council }
part-of = { $council } ({ $part })
in-first = It was in { $system }, one of the first integrated care systems, named in { DATE($wave) }.
in-none = It was in none of the first 14 integrated care systems.
same-board = still was
new-board = { $board }

neighbours = Of the people of the footprint of { $stp }, { $first } in July 2022, and { $then } in April 2026.
neighbours-stay = Of the people of the footprint of { $stp }, { $first } in July 2022 and in April 2026.
all-in = all were in the board of { $board }
parts-in = { LIST($parts) }
part-in = { PERCENT($share) } were in the board of { $board }

groups = { $number ->
    [one] Its clinical commissioning group (CCG) of April 2018, which bought its care, was { LIST($groups) }.
   *[other] Its clinical commissioning groups (CCGs) of April 2018, which bought its care, were { LIST($groups) }.
  }

note = { $note }

now = { $council }: { $stp }, then { $before }, then { $now }.

none = none of the first 14
of-area = { ABOUT($people) } people, { PERCENT($share) } of them here
moved-to = { $year }: { $board }
moved-share = { PERCENT($share) }
went = Where the people of the footprint of { $stp } are found later

description = Bars of people in the areas that { $place } was in. { SENTENCES($said) }

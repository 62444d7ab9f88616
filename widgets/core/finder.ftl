### The finder of places: all that it says. Also in the browser.

## Live: said anew at each change, by Python and by the browser

council = { $name }
also = { $name }: { $council }
former = { $name }, former district: { $council }
town = { $name }: { $council }
county = { $name }, county or combined authority
new-council = { $name }, council since 2023
part = { CAPITAL($part) }: { PERCENT($share) } of its people

found = { $label }.
found-part = { $label }, in this part: { $part }.
parts = { $council } was split between systems. Which part?
parts-of = { $name } is in { $council }, which was split between systems. Which part?
which = { $name } may be more than one place. Which one?
county-of = { $name } holds { $number } of the councils of 2022. Which one?
new-council-of = { $name } took the place of { $number } councils in 2023. Which one?
begins = { $number ->
    [one] One name is like “{ $asked }”:
   *[other] { $number } names are like “{ $asked }”. Which one?
  }
lies-in = { $place } was in { $area }.
lies-in-none = { $place } was in none of the areas that are shown, so none is chosen. Show the footprints of 2016 or the boards: each place was in one of them.
slip = Nothing is called “{ $asked }”. Found in its place: { $name }.
slips = Nothing is called “{ $asked }”. Which of these is meant?
nothing = Nothing is called “{ $asked }”. Try the council, the nearest town or the county.
postcode = “{ $asked }” looks like a postcode. A list of all postcodes would be too large for this page. A page of the government finds the council of a postcode. Then type its name here.

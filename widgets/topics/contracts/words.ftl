### Contracts compared: all that the figure says.

## Still: said once, when the figure is made

title = Which option comes first depends on what you want
subtitle =
    { $option-count } ways to hold organisations together, rated on { $criterion-count } things
    that people have wanted of them.

key =
    .sure = score if all that is unknown turns out badly
    .maybe = what comes on top if it turns out well
    .every = first under this share of all weightings
    .order = the same, if your order of importance is kept

unit =
    Numbers are per cent: above, of the best possible score; below, of all weightings, and of those
    in your order.

# Above the bars of the picture.
bars =
    .rank = How far each serves what matters
    .first = First under how many weightings?

notes =
    .ratings =
        The ratings are steps in an order, given by the editors: not at all (0), a little (1),
        largely (2), fully (3). The steps need not be equally far apart, so small differences
        between scores mean little.
    .score =
        The score is the sum of each rating times its weight, as a share of the best possible.
        A little weighs 1 and much weighs 2. Decisive weighs 2 times (3n + 1), n being the number
        of lesser criteria that count, so that one step on it outweighs all of them together.
    .unknown =
        An unknown rating is 0 at worst and 3 at best. Options are ordered by the middle of the
        two scores.
    .weightings =
        First places are counted over { $samples } weightings drawn at random, the same ones each
        time, as in stochastic multicriteria acceptability analysis. Unknown ratings are drawn
        too, each of the four steps alike. Ties are shared.
    .views = The points of view are sketches by the editors. They are not surveys.

presets = Points of view
view-names =
    .gp-partnership = GP partnership
    .council-leader = Council leader
    .commissioner = Commissioner
    .campaigner = Campaigner
    .finance-director = Finance director
    .alike = All the same
    .nothing = No preference

question = How much does each matter to you?
level = { $level ->
    [0] not at all
    [1] a little
    [2] much
   *[3] decisive
  }

table = The ratings and results as a table
table-region = The ratings: table
columns =
    .name = Option
    .used = When, and whether anyone used it
    .result-place = Place now
    .result-score = Share of the best possible score
    .result-every = First under all weightings
    .result-order = First in your order of importance

legend =
    .source = a source says so
    .editors = the editors infer it: { basis.editors }
    .silent = the { basis.silent }
    .yours = your own rating

passage = passage in { $source }
hint =
    The longer the bars, the better an option serves what matters to you. Options stand by the
    middle of their range, so one of which little is known can stand high. Each circle is a rating
    on one of these { $criterion-count } wishes. Open a row for its reasons, its sources and ratings
    of your own.
own-legend = Ratings of your own
own-label = Try another rating
own-name = { $option }, { $criterion }: try another rating
as-published = as published: { rating }
own-option = { rating }: { $meaning }
own-back = Take my ratings back

compare = Compare two options, and what it would take to use each
compare-region = Two options compared: table
wanted = What people have wanted
first-label = Compare
second-label = with

standing = { CAPITAL($status) }. { CAPITAL($used) }.
status =
    .current = current
    .past = past
    .draft-never-used = draft
    .abandoned = abandoned
    .emerging = planned, not yet in use
    .not-known = state not known
lived-and-used = { $lived }; { $used }
lived =
    .from-to = { DATE($from) } to { DATE($to) }
    .from = since { DATE($from) }
    .to = until { DATE($to) }
    .not-known = no dates found
used =
    .yes = used
    .no = not used
    .none-found = no use found

about =
    .what = What it is
    .legal_basis = Legal basis
    .holder = Who holds it
    .gp_inside = Core GP services inside
    .budget = Money
    .duration = How long it runs
    .used_note = Who tried it, and how it ended
about-sources = Sources
about-steps = What would have to be done
not-known = Not known

## Live: said anew at each change, by Python and by the browser

view =
    .gp-partnership =
        A GP partnership that wants to stay independent might say: “Our own contract must be left
        alone, we want no competition for a new one, and it should have worked elsewhere.”
    .council-leader =
        A council leader might say: “Social care has to be inside, money should move between
        services, and the people of this area must be able to question us.”
    .commissioner =
        A commissioner who wants one accountable body might say: “One organisation must answer for
        the whole, bound by contract, with one budget.”
    .campaigner =
        A campaigner against private holders might say: “No private firm may hold it, the public
        must see what is decided, and services should not be put out to competition.”
    .finance-director =
        A finance director might say: “I want one budget that binds everyone, a low risk of going
        to court, and something that others have already run.”
    .alike = Every criterion counts the same here. That is a choice too, and not a neutral one.
    .nothing =
        Nothing counts here, so there is no ranking: without a preference no option is better than
        another. The lower bars show how often each comes first when all weightings are tried.

# No verb follows the name of an option: some names are plural.
lead = { $count ->
    [one] In front
   *[other] In front together
  }: { LIST($options) }, with { LIST($scores) } of the best possible score. { SENTENCES($said) }
certain = No unknown rating could change that.
not-certain = That is not certain: given what is unknown, { $others } could lead instead.
one-of = { CHOICE($options) }
any-of = any of { $count } others
ground = Of the ratings behind that, { $editors ->
    [one] 1 of { $count } rests
   *[other] { $editors } of { $count } rest
  } on the editors’ reading.
unused = No use was found of { LIST($options) }.
leaders-unsure = Which of them comes first depends on ratings that are unknown.

overturn = { SENTENCES($said) }
other-weight = If “{ $criterion }” mattered { $then } instead of { $now }, { $outcome }.
no-weight = No change of a single weight would change that.
other-rating = If a source showed “{ rating }” for { $option } on “{ $criterion }”, { $outcome }.
no-rating = No single unknown rating would change it; several together could.
mattering = { $level ->
    [3] decisively
   *[other] { level }
  }
would-lead = { LIST($options) } would { $count ->
    [one] lead
   *[other] share the lead
  }

robust = If all weightings are tried, whoever chooses, { $every }. That is a result of this list of wishes.
robust-ordered = If only weightings that keep your order of importance are tried, { $order }. { robust }
most-often = { $count ->
    [one] most often first
   *[other] first equally often
  }: { LIST($options) } (in { PERCENT($share) })

description = Bar chart of options. { $lead }

# What the bars of a row are.
told-score = Score: { $score } of the best possible.
no-score = Nothing counts, so there is no score.
told-first = First under { PERCENT($every) } of all weightings.
told-first-ordered = { told-first } If your order of importance is kept: { PERCENT($order) }.

now = In front: { LIST($options) }
now-not-certain = { now } (not certain)
no-ranking = No ranking yet

own = { $count ->
    [0] All ratings are as published. Open a row to try another one.
    [one] { $count } rating is { own-rest }
   *[other] { $count } ratings are { own-rest }
  }
own-rest = yours, marked as such. The link to this page keeps them.

choose-two = Choose two different options.
compared =
    Of { $criteria } criteria, { $first } got the higher rating on { $above } and { $second } on
    { $below }. They are level on { $equal }. On { $unknown } at least one is unknown.
rated = { CAPITAL($rating) }. { $meaning }

rating = { $rating ->
    [0] not at all
    [1] a little
    [2] largely
    [3] fully
   *[unknown] unknown
  }
rating-yours = { rating } (yours)
published = published: { rating }
basis =
    .source = a source says
    .editors = editors’ reading
    .silent = sources are silent
not-said = The sources do not say.

# These stand in the table and in the picture, where “less than” is written <.
place = { $place }
place-shared = { $place }=
score = { $percent }%
score-between = { $low }% to { $high }%
share = { PERCENT($share) }
shares = first in { PERCENT($every) }
shares-ordered = { shares }, in your order { PERCENT($order) }

gaps = { $count } of { $criteria } ratings unknown

### The evidence: all that the figure says.

## Still: said once, when the figure is made

title = What each claim rests on
subtitle =
    Each mark is one claim in { sources-number }.
    A row is a topic. A column is what the source rests the claim on.
sources-number = { $sources ->
    [one] { $sources } source
   *[other] { $sources } sources
  }

key =
    .supports = supports the change
    .contests = contests it
    .uncertain = takes no side
    .found = underlined: something was found later

# In the picture to download, where a tick or a wave stands in a column of its own.
picture-key =
    .bears-out = borne out later
    .qualifies = qualified later
    .contradicts = contradicted later
    .overtaken = overtaken by events
    .nothing = nothing offered
    .some = own work, a document or a case
    .data = data
unit = Numbers are claims.

notes =
    .ground =
        A ground says what the passage rests the claim on. It does not say whether the claim is
        true. A claim with nothing offered may be right.
    .stance =
        Supports means that the claim says the arrangement works, helps or is safe. Contests means
        that it says it fails, harms or is risky. Takes no side (“uncertain” in the tables) means
        that it says this is not known, or depends, or asks for evidence, or that it is about
        something else.
    .speaker =
        A speaker is a person, a body, an unsigned page, or critics whom an article does not name.

# The questions, the labels of their inputs, and the buttons above them.

about-question = What about?
ground-question = On what ground?
who-question = Who says so?
later-question = What was found later?

text-label = Words on the card
text-hint = such as admissions
facet =
    .topic = Topic
    .about = Place or model
    .ground = Ground
    .stance = Stance
    .who = Who speaks
    .source = Source
    .later = Found later

presets = Show the claims about
show-all = Show all claims

# The values of a claim. In a list the first letter becomes a capital.

topic =
    .hospital-use = Hospital use
    .quality-of-care = Quality of care
    .money = Money
    .privatisation = Privatisation
    .accountability = Accountability
    .law = Law
    .leadership = Leadership
    .pace = Pace of change
    .staff-and-gps = Staff and GPs
    .prevention = Prevention
    .organisation = How it is organised
    .public-voice = Public voice
    .data = Data and privacy
ground =
    .none-offered = Nothing offered
    .expert-judgement = Own work or expertise
    .official-document = Official document
    .case-example = Case example
    .local-data = Data from one place
    .aggregate-data = Data from several places
stance =
    .supports = supports
    .contests = contests
    .uncertain = takes no side
who =
    .think-tank = Think tank
    .national-body = National body
    .provider-body = Provider body
    .clinician = Clinician
    .citizen = Citizen
    .campaign = Campaign
    .consultancy = Consultancy
    .media = Media
    .local-nhs = Local NHS body
    .government = Government
    .court = Court
    .politician = Politician
    .not-known = Not known
about =
    .integrated-care = Integrated care in general
    .ics = Integrated care systems (ICSs)
    .icp-partnership = Integrated care partnerships (ICPs)
    .icp-contract = The ICP contract
    .aco = Accountable care organisations (ACOs)
    .stp = Sustainability and transformation partnerships (STPs)
    .new-care-models = New care models
    .law-2012 = The Health and Social Care Act 2012
voice =
    .author = { "" }
    .reported = reported
    .comment = reader’s comment

# The words inside the picture: two lines above each column, and the bars below.

head-first =
    .none-offered = Nothing
    .expert-judgement = Own
    .official-document = Official
    .case-example = Named
    .local-data = Local
    .aggregate-data = Wider
    .later = Found
head-second =
    .none-offered = offered
    .expert-judgement = work
    .official-document = text
    .case-example = case
    .local-data = data
    .aggregate-data = data
    .later = later
bars = Claims with nothing offered, by who speaks
share = { $nothing } of { $claims } (speakers: { $speakers })

# The table.

columns =
    .name = Topic or speaker
    .stance = Stance
every-stance = All

# The bars below the rows.

bars-who = Who offers nothing
bars-who-about =
    A bar is all claims of a kind of speaker, few or many. Hollow: nothing offered. Grey: own work,
    a document or a case. Turquoise: data.
bars-later = What was found later
bars-later-about = A bar is all claims shown. A claim may be counted more than once.

# The marks and the cards.

mark = { $stance }
mark-found = { $stance }, found later
card-title = { $name }: { $stance }
rests = { $ground }.
answer = Answer
answer-none = We found no answer among these claims.
later-found = Found later
later-none = No later finding known.
neither = We found no answer among these claims, and know of no later finding.
answers =
    .answers = Answers
    .supports = Supports
    .contradicts = Contradicts
answered =
    .answers = Answered by
    .supports = Supported by
    .contradicts = Contradicted by
read-in-summary = (read in a summary by others)

card = A claim
card-before = Previous
card-next = Next
card-in-list = In the list
card-close = Close
no-claim = No claim fits what you chose.
show-every = Show every claim
on-paper = On paper each claim is printed once, in its card. The table of all claims, column by column, is on the screen and in the file “evidence.csv”.

## Live: said anew at each change, by Python and by the browser

title-all = About { $tenths } in 10 claims come with nothing offered for them
title-some = { $nothing ->
    [0] Something is offered for { title-every }
   *[other] Nothing is offered for { $nothing } of { title-shown }
  }
title-every = { $shown ->
    [one] the one claim shown
   *[other] each of the { $shown } claims shown
  }
title-shown = { $shown ->
    [one] 1 claim shown
   *[other] { $shown } claims shown
  }
title-none = No claim fits what you chose

shown-all = All { claims-number }, by { speakers-number }: { offered }
shown-some = { $shown } of { $total } claims, by { speakers-number }: { offered }
shown-none = None of the { claims-number } fits what you chose.
claims-number = { $total ->
    [one] { $total } claim
   *[other] { $total } claims
  }
speakers-number = { $speakers ->
    [one] { $speakers } speaker
   *[other] { $speakers } speakers
  }
offered = { $nothing } with nothing offered for them and { $data } with data.

relies = Nothing is offered for { LIST($most) }.
relies-kind = { $nothing } of { $claims } by { $kind } ({ $behind })
behind = { $speakers ->
    [0] { "" }
    [one] 1 speaker, { $name }
   *[other] { $speakers } speakers
  }
speakers =
    .think-tank = think tanks
    .national-body = national bodies
    .provider-body = provider bodies
    .clinician = clinicians
    .citizen = citizens
    .campaign = campaigns
    .consultancy = consultancies
    .media = media
    .local-nhs = local NHS bodies
    .government = government
    .court = courts
    .politician = politicians
    .not-known = speakers of a kind not known

found = Later findings bear on { $claims } of them{ $several ->
    [0] { "" }
   *[other] , on { $several } in more than one way
}: { LIST($outcomes) }.
found-outcome = { $claims } { $outcome }
found-none = We know of no later finding on any of them.
later =
    .bears-out = borne out
    .qualifies = qualified
    .contradicts = contradicted
    .overtaken = overtaken by events

description = Marks by topic and ground. { $shown }

# Beside an input: how many values are chosen, and how many claims a value would show.

chosen = { $values ->
    [0] { "" }
   *[other] ({ $values } chosen)
  }
fit = ({ $claims })

# Inside the picture: how many claims stand in a row, and how many a bar has in its first part.

read = { $claims ->
    [one] Read { $claims } claim
   *[other] Read { $claims } claims
  }
bar = { $claims ->
    [0] { share-none }
   *[other] { $part } of { $claims }
  }
share-none = none shown

"""The ten likeliest wrong answers to each exercise, and a part of what each must be told.

They are what a learner who has not seen the solution would hand in, as Python with the names of
the chapter: half-way results, the wrong column, the wrong way round, the wrong kind of thing. Each
was read beside what the check says to it. Those that can be typed stand in the page's test too.
"""

BOLTON = "place-bolton-and-bury"
AREA = {
    "id": BOLTON, "name": "Bolton and Bury", "kind": "place", "level": "place",
    "parent": "ics-greater-manchester", "source": "nhs-digital-2019-stp-mapping",
}  # fmt: skip
FIGURE = {
    "id": f"{BOLTON}-mid-2018", "footprint": BOLTON, "basis": "residents", "date": "2018-06-30",
    "source": "ons-2018-ccg-estimates",
}  # fmt: skip
RANGE = {
    "id": "neighbourhood-again", "footprint": "neighbourhood", "basis": "not-stated",
    "low": 30_000, "high": 50_000, "wording": "30,000 to 50,000", "date": "2018-09",
    "source": "kings-fund-2018-year-dorset",
}  # fmt: skip


def area(**changes):
    """Return a row for the table of areas as an answer, with some cells changed."""
    return {"footprints": {**AREA, **changes}}


def sized(**changes):
    """Return an area with its figure as an answer, with some cells of the figure changed."""
    return {**area(), "populations": {**FIGURE, **changes}}


def ranged(**changes):
    """Return the range as an answer, with some cells changed; None leaves a cell out."""
    row = {**RANGE, **changes}
    return {"populations": {key: value for key, value in row.items() if value is not None}}


def between(start, end):
    """Return a span of dates as an answer."""
    return {"not before": start, "not after": end}


def change(option, criterion, rating):
    """Return a rating that is no longer unknown as an answer."""
    return {"option": option, "criterion": criterion, "rating": rating}


WRONG = {
    "footprints-1": {
        "len(figures)": "That counts every row. Which column is",
        "figures['wording'].isna().sum()": "Those are the rows in which the cell is",
        "figures['central'].notna().sum()": "That counts the rows with a number. A",
        "figures.notna().sum()": "One of its values is wanted, or what you",
        "figures['wording'].notna()": "It is true or false for each row: .sum()",
        "figures[figures['wording'].notna()]": "To count what you have there, give it to",
        "figures['wording'].count": "Put () behind its name.",
        "figures['wording'].nunique()": "Read again what the column `wording` holds,",
        "figures['wording'].isna()": "It is true or false for each row: .sum()",
        "len(figures['source'].unique())": "Read again what the column `wording` holds,",
    },
    "footprints-2": {
        "counted['central'].min() / counted['central'].max()": "You divided the smaller by the",
        "counted['central'].max() - counted['central'].min()": "That is the gap in people. Divide",
        "counted['central'].max()": "That is how many people the largest has.",
        "first['central'].max() / first['central'].min()": "Two kinds of figures are mixed here.",
        "figures['central'].max() / figures['central'].min()": "Take the rows of one kind, one",
        "counted['central'].max() / counted['central'].mean()": "Take the rows of one kind, one",
        "round(counted['central'].max() / counted['central'].min())": "That may be rounded to a",
        "counted['central'].max() // counted['central'].min()": "Take the rows of one kind, one",
        "counted['central']": "One of its values is wanted, or what you",
        "'8.9 times'": "Leave the quotation marks and all words out.",
    },
    "footprints-3": {
        "list(gap[gap > 0.05].index)": "A figure can also be too low. Look at the",
        "list(gap[gap < -0.05].index)": "A figure can also be too high. Look at the",
        "gap[gap.abs() > 0.05]": "Its index may have the ids.",
        "list(gap.index)": "Those are all systems with a published",
        "list(gap[gap.abs() > 5].index)": "A gap is a share here: 5% is 0.05.",
        "list(gap[gap.abs() > 0.5].index)": "A gap is a share here: 5% is 0.05.",
        "list(gap[gap.abs() < 0.05].index)": "Some gap of each of these is within 5%.",
        "list(gap[gap.abs() > 0.05])": "It holds a number.",
        "list(first['name'].unique())": "“Bedfordshire, Luton and Milton Keynes” is",
        "gap.abs() > 0.05": "Its index may have the ids.",
    },
    "footprints-4": {
        "number['registered'] / number['residents']": "That is a ratio. Take one away from it,",
        "number['registered'] / number['residents'] - 1": "That is a share of one. Multiply it by",
        "(1 - number['residents'] / number['registered']) * 100": "If you rounded to a whole",
        "number['registered'] - number['residents']": "That is the gap in people. Say it as a",
        "(number['registered'] - number['residents']) / 1_000_000": "That is the gap in millions",
        "(number['residents'] / number['registered'] - 1) * 100": "Below zero: that says by how",
        "number['registered'] / number['residents'] * 100": "That says how many percent the",
        "round((number['registered'] / number['residents'] - 1) * 100)": "If you rounded to a",
        "'4.2%'": "Leave the quotation marks and all words out.",
        "england['central'].max()": "Set the two published figures for England",
    },
    "evidence-1": {
        "(claims['ground'] == 'none-offered').mean()": "That is a share of one. Multiply it by",
        "round((claims['ground'] == 'none-offered').mean(), 2)": "That is a share of one.",
        "(claims['ground'] == 'none-offered').sum()": "That is a number of claims. Divide it by",
        "(claims['ground'] != 'none-offered').mean() * 100": "That is the share of claims that do",
        "100 / len(order)": "Count the claims with the ground",
        "claims['ground'].isna().mean() * 100": "Count the claims with the ground",
        "claims['ground'] == 'none-offered'": "It is true or false for each row: .sum()",
        "claims['ground'].value_counts(normalize=True)": "One of its values is wanted, or what",
        "'67%'": "Leave the quotation marks and all words out.",
        "100 * (claims['ground'] == 'none-offered').sum() / len(order)": "Count the claims with",
    },
    "evidence-2": {
        "dict.fromkeys(six, 'none-offered')": "1 of 6 agree. Look at c-kf-088: Does its",
        "{**right, 'c-kf-088': 'aggregate-data'}": "5 of 6 agree. Look at c-kf-088: Does its",
        "{**right, 'c-kf-088': 'local-data', 'c-kf-086': 'local-data'}": "5 of 6 agree. Look at",
        "{**right, 'c-kf-011': 'none-offered'}": "5 of 6 agree. Look at c-kf-011: Does its",
        "{**right, 'c-kf-184': 'none-offered'}": "5 of 6 agree. Look at c-kf-184: Does its",
        "{**right, 'c-kf-059': 'local-data'}": "5 of 6 agree. Look at c-kf-059: Does its",
        "{**right, 'c-kf-003': 'expert-judgement'}": "5 of 6 agree. Look at c-kf-003: Does its",
        "{**right, 'c-kf-011': 'expert-judgement'}": "5 of 6 agree. Look at c-kf-011: Does its",
        "{**right, 'c-kf-088': 'local data'}": "“local data”, for “c-kf-088”, is not known",
        "list(right.values())": "It should be a dictionary with one ground",
    },
    "evidence-3": {
        "len(found)": "One row is one finding on one claim, so a",
        "found['finding'].nunique()": "That counts different findings. Count",
        "len(claims) - found['claim'].nunique()": "Those are the claims for which nothing was",
        "found['how'].value_counts().sum()": "One row is one finding on one claim, so a",
        "found['how'].nunique()": "Take the column `claim` of the table",
        "found['claim'].unique()": "To count what you have there, give it to",
        "found['claim'].nunique": "Put () behind its name.",
        "found['claim'].value_counts()": "One of its values is wanted, or what you",
        "found['claim'].duplicated().sum()": "Take the column `claim` of the table",
        "(found['claim'].value_counts() > 1).sum()": "Those are the claims with more than one",
    },
    "evidence-4": {
        "list(claims[claims['topic'] == 'hospital-use']['id'])": "Those are all the claims on the",
        "list(resting['id'])": "Those are all the claims on hospital use",
        "list(resting[met[resting.index]]['id'])": "Those are the claims for which something",
        "list(claims[claims['ground'].isin(data) & ~met]['id'])": "One of these is on another",
        "list(left[left['ground'] == 'local-data']['id'])": "Data may be aggregate, too.",
        "list(claims[(claims['topic'] == 'hospital-use') & ~met]['id'])": "One of these rests on",
        "left": "It should be a list of ids, such as",
        "left.index": "It holds a number.",
        "list(resting['claim'])": "“Early evidence suggests that new ways of",
        "3": "It should be a list of ids, such as",
    },
    "contracts-1": {
        "ratings.isna().sum(axis=1).max()": "It should be the id of an option, in",
        "ratings.isna().sum(axis=1)": "It should be the id of an option, in",
        "ratings.isna().sum().idxmax()": "“public-can-question” is not known here. It",
        "ratings.notna().sum(axis=1).idxmax()": "Count the empty cells in each row of the",
        "ratings.isna().sum(axis=1).idxmin()": "Count the empty cells in each row of the",
        "rows[rows['basis'] == 'editors']['option'].value_counts().idxmax()": "That one has the",
        "rows[rows['basis'] == 'source']['option'].value_counts().idxmax()": "That one has the",
        "'IHO contract'": "“IHO contract” is not known here (nearest:",
        "['iho-contract']": "It should be the id of an option, in",
        "(ratings == 0).sum(axis=1).idxmax()": "Count the empty cells in each row of the",
    },
    "contracts-2": {
        "scores['worst'].idxmax()": "That one leads if each unknown rating is a",
        "scores['best'].idxmax()": "That one leads if each unknown rating is a",
        "scores.mean(axis=1).max()": "It should be the id of an option, in",
        "scores.mean(axis=1)": "It should be the id of an option, in",
        "scores.mean().idxmax()": "“best” is not known here. It should be the",
        "scores.mean(axis=1).idxmin()": "Work out the worst and the best score of",
        "(scores['best'] - scores['worst']).idxmax()": "That one leads if each unknown rating is",
        "(scores['best'] - scores['worst']).idxmin()": "That one leads if each unknown rating is",
        "'Section 75 agreement'": "“Section 75 agreement” is not known here",
        "['section-75-agreement']": "It should be the id of an option, in",
    },
    "contracts-3": {
        "dict.fromkeys(ratings.columns, 1)": "With these weights section-75-agreement",
        "{'leaves-gp-contracts': 3}": "It shares the first place. Give weight to",
        "{'used-in-practice': 0, 'leaves-gp-contracts': 0}": "Every weight is 0, so nothing",
        "{'no-procurement': 3}": "It shares the first place. Give weight to",
        "{'existing-contracts': 3}": "“existing-contracts” was not asked about.",
        "{'leaves-gp-contracts': 5, 'used-in-practice': 5}": "“5”, for “leaves-gp-contracts”, is",
        "{'leaves-gp-contracts': 1.5, 'used-in-practice': 1.5}": "“1.5”, for",
        "['leaves-gp-contracts', 'used-in-practice']": "It should be a dictionary of criteria,",
        "weights": "With these weights section-75-agreement",
        "{'low-legal-risk': 3, 'used-in-practice': 1}": "With these weights section-75-agreement",
    },
    "contracts-4": {
        "change('section-75-agreement', 'low-legal-risk', 3)": "With that rating the same option",
        "change('section-75-agreement', 'low-legal-risk', 2)": "With that rating the same option",
        "change('section-75-agreement', 'binds-partners', 0)": "That rating is known. Choose a",
        "change('iho-contract', 'binds-partners', 0)": "With that rating the same option still",
        "change('iho-contract', 'one-budget', 3)": "That rating is known. Choose a cell that is",
        "change('existing-contracts', 'leaves-gp-contracts', 3)": "That rating is known. Choose a",
        "change('section-75', 'low-legal-risk', 0)": "“section-75”, for “option”, is not known",
        "change('section-75-agreement', 'low-legal-risk', 'low')": "“low”, for “rating”, is not",
        "change('low-legal-risk', 'section-75-agreement', 0)": "“low-legal-risk”, for “option”,",
        "('section-75-agreement', 'low-legal-risk', 0)": "It should be a dictionary with an",
    },
    "names-1": {
        "rows": "One of its values is wanted, or what you",
        "(rows > 1)": "It is true or false for each row: .sum()",
        "rows[rows > 1].sum()": "That counts the meanings. Count the",
        "len(rows)": "That counts every abbreviation. Keep those",
        "names['abbreviation'].nunique()": "That counts every abbreviation. Keep those",
        "len(names)": "That counts every row, and one row is one",
        "(rows > 2).sum()": "Two meanings are already more than one.",
        "(rows == 2).sum()": "Three meanings are more than one, too.",
        "list(rows[rows > 1].index)": "To count what you have there, give it to",
        "names['abbreviation'].duplicated().sum()": "Count the rows of each abbreviation, then",
    },
    "names-2": {
        "between('2015-12', '2018-02-02')": "1 of 2 agree. Look at “not before”: when",
        "between('2017-03', names.loc['stp-plan', 'valid_to'])": "Look at the P of STP again: the",
        "between(*names.loc['stp-partnership', ['valid_from', 'valid_to']])": "Look at “not",
        "between('2017-03', '2018-02')": "1 of 2 agree. Hand in “not after” as",
        "between('2017', '2018')": "0 of 2 agree. Hand in “not before” as",
        "between('2018-02-02', '2017-03')": "The first date must not be the later one:",
        "between(*names.loc['acs', ['began', 'ended']])": "“e-2017-first-acs”, for “not before”,",
        "between('March 2017', 'February 2018')": "1 of 2 agree. Hand in “not after” as",
        "between(*pd.to_datetime(['2017-03-01', '2018-02-02']))": "What stands for “not before”",
        "('2017-03', '2018-02-02')": "This is a list. It should be a dictionary",
    },
    "names-3": {
        "{**right, 'c-kf-073': 'icp-provider'}": "4 of 5 agree. Look at c-kf-073: does it",
        "{**right, 'c-nhe-021': 'icp-alliance'}": "4 of 5 agree. Look at c-nhe-021: does it",
        "{**right, 'c-ham-002': 'icp-provider'}": "4 of 5 agree. Look at c-ham-002: does it",
        "{**right, 'c-faq-013': 'icp-alliance'}": "4 of 5 agree. Look at c-faq-013: does it",
        "{**right, 'c-faq-013': 'icp-statutory'}": "4 of 5 agree. Look at c-faq-013: does it",
        "{**right, 'e-2026-health-bill-partnerships': 'icp-alliance'}": "4 of 5 agree. Look at",
        "dict.fromkeys(right, 'icp-provider')": "2 of 5 agree. Look at c-kf-073: does it",
        "dict.fromkeys(right, 'icp-alliance')": "2 of 5 agree. Look at c-nhe-021: does it",
        "{**right, 'c-kf-073': 'integrated care partnership'}": "“integrated care partnership”,",
        "{**right, 'c-kf-073': 'alliance'}": "“alliance”, for “c-kf-073”, is not known",
    },
    "names-4": {
        "list(icp.index)": "One of them had not begun by then.",
        "['icp-alliance']": "Some that belong are missing.",
        "['icp-provider']": "Some that belong are missing.",
        "['icp-statutory']": "“icp-statutory” does not belong there. Some",
        "icp[icp['valid_from'] <= '2019-06']": "It should be a list of ids from the table.",
        "icp['valid_from'] <= '2019-06'": "Its index may have the ids.",
        "list(icp[icp['valid_to'] >= '2019-06'].index)": "An empty `valid_to` does not say that a",
        "['alliance', 'provider']": "“alliance” is not an id here (nearest:",
        "2": "It should be a list of ids from the table.",
        "'icp-alliance, icp-provider'": "Put it into square brackets, even if it is",
    },
    "areas-1": {
        "area(kind='places')": "column kind",
        "area(kind='partnership')": "The row keeps the rules. But two places",
        "area(level='system')": "column level",
        "area(parent='Greater Manchester')": "column parent",
        "area(parent='place-bolton')": "column level",
        "area(source='nhs digital')": "column source",
        "area(id='place-bolton')": "column id",
        "area(id='Bolton and Bury')": "column id",
        "area()['footprints']": "There is no row for “footprints”. It should",
        "{'footprints': {**area()['footprints'], 'population': 480_000}}": "column population",
    },
    "areas-2": {
        "sized(central=parts['central'])": "One cell holds one value. Look at `central`.",
        "sized(central=parts['central'].iloc[0])": "`central` is not the sum of the two parts,",
        "sized(central=480_000)": "`central` is not the sum of the two parts,",
        "sized(central='475,000')": "column central",
        "sized(central=total, wording='475,000')": "Nobody printed this number. It is a sum, so",
        "sized(central=total, basis='registered')": "The sum counts the same people on the same",
        "sized(central=total, date='2018')": "The sum counts the same people on the same",
        "sized(central=total, date='mid-2018')": "column date",
        "sized(central=total, source='ONS')": "column source",
        "{'populations': sized(central=total)['populations']}": "There is no row for",
    },
    "areas-3": {
        "ranged(central=40_000)": "Nobody printed a middle, so it would be a",
        "ranged(low='30,000', high='50,000')": "column low",
        "ranged(low=30, high=50)": "The two ends are numbers of people: write",
        "ranged(low=50_000, high=30_000)": "column high",
        "ranged(basis='residents')": "Does the text say whom it counts? Look at",
        "ranged(basis=None)": "column basis",
        "ranged(wording=None)": "`wording` holds the figure as it is",
        "ranged(wording='30000-50000')": "column wording",
        "ranged(source='The King’s Fund')": "column source",
        "ranged(high=None)": "A range has two ends: `low` and `high`.",
    },
}

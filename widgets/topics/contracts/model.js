// Contracts compared: the sayings of sayings.py, made here without a kernel.
import { isEqual } from "../../core/bind.js";
import { position } from "../../core/formats.js";
import { addKinds } from "../../core/inputs.js";
import { answer } from "../../core/rows.js";
import choices from "../../inputs/choices/input.js";
import scale from "../../inputs/scale/input.js";
import {
  UNKNOWN, acceptability, certain, countAhead, everyShare, leaders, otherRating, otherWeight, possible, range,
  remembering, results, scores,
} from "./weighing.js";

addKinds({ choices, scale });

const FEW = 3; // so many other options that could lead are named, and more are counted

// The setting ----------------------------------------------------------------------------------

const levelsOf = (state, { criteria }) => criteria.map(([id]) => Number(state[id.replaceAll("-", "_")]));

function ratingsOf({ own }, { options, criteria, published }) {
  const ratings = published.map((row) => [...row]);
  for (const text of own) {
    const [option, criterion, rating] = text.split(":");
    const row = options.findIndex(([id]) => id === option);
    const column = criteria.findIndex(([id]) => id === criterion);
    ratings[row][column] = rating === "unknown" ? UNKNOWN : Number(rating);
  }
  return ratings;
}

/** Levels and ratings as they are used, and how the options fare with them. */
const settingOf = remembering((state, facts) => {
  const [levels, ratings] = [levelsOf(state, facts), ratingsOf(state, facts)];
  return { levels, ratings, results: results(levels, ratings, facts) };
});

// The sentences --------------------------------------------------------------------------------

const namesOf = (options, facts) => options.map((i) => facts.options[i][1]);
const named = (options, facts) => ({ options: namesOf(options, facts), count: options.length });

function sayView(levels, { views }) {
  if (levels.every((level) => level === 0)) return { say: "view.nothing" };
  if (levels.every((level) => level === 1)) return { say: "view.alike" };
  const found = views.find(([chosen]) => isEqual(chosen, levels));
  return found ? { say: `view.${found[1]}` } : null;
}

/** A score at worst and at best as whole percents of the best there could be. */
const percents = (low, high, best) => [low, high].map((score) => Math.floor((score / best) * 100 + 0.5));

const saySpan = ([low, high]) =>
  low === high ? { say: "score", percent: low } : { say: "score-between", low, high };

function sayCertainty(levels, ratings, facts) {
  if (certain(levels, ratings, facts)) return { say: "certain" };
  const leading = leaders(levels, ratings, facts);
  const others = possible(levels, ratings, facts).filter((i) => !leading.includes(i));
  if (!others.length) return { say: "leaders-unsure" };
  if (others.length > FEW) return { say: "not-certain", others: { say: "any-of", count: others.length } };
  return { say: "not-certain", others: { say: "one-of", options: namesOf(others, facts) } };
}

/** On how many ratings a lead stands, and how many of them the editors infer. */
function sayGround(leading, levels, ratings, { basis, published }) {
  const behind = leading.flatMap((option) => range(levels.length).filter((i) => levels[i]).map((i) => [option, i]));
  const inferred = behind.filter(([option, i]) =>
    basis[option][i] === "editors" && ratings[option][i] === published[option][i]);
  return { say: "ground", count: behind.length, editors: inferred.length };
}

function sayUnused(leading, facts) {
  const unused = leading.filter((i) => !facts.used[i]);
  return unused.length ? { say: "unused", options: namesOf(unused, facts) } : null;
}

function sayLead(levels, ratings, facts) {
  const leading = leaders(levels, ratings, facts);
  if (!leading.length) return null;
  const { low, high, best } = scores(levels, ratings, facts);
  const spans = leading.map((i) => percents(low[i], high[i], best));
  const different = new Map(spans.map((span) => [String(span), span]));
  return {
    say: "lead", ...named(leading, facts), scores: [...different.values()].map(saySpan),
    said: [
      sayCertainty(levels, ratings, facts), sayGround(leading, levels, ratings, facts), sayUnused(leading, facts),
    ],
  };
}

const sayWouldLead = (options, facts) => ({ say: "would-lead", ...named(options, facts) });
const wording = (criterion, facts) => facts.criteria[criterion][1];

function sayOtherWeight(levels, ratings, facts) {
  const found = otherWeight(levels, ratings, facts);
  if (!found) return { say: "no-weight" };
  return {
    say: "other-weight", criterion: wording(found.criterion, facts),
    then: { say: "mattering", level: found.other }, now: { say: "mattering", level: levels[found.criterion] },
    outcome: sayWouldLead(found.after, facts),
  };
}

function sayOtherRating(levels, ratings, facts) {
  const found = otherRating(levels, ratings, facts);
  if (!found) return certain(levels, ratings, facts) ? null : { say: "no-rating" };
  return {
    say: "other-rating", option: facts.options[found.option][1], criterion: wording(found.criterion, facts),
    rating: found.rating, outcome: sayWouldLead(found.after, facts),
  };
}

function sayOverturn(levels, ratings, facts) {
  if (levels.every((level) => level === 0)) return null;
  return {
    say: "overturn",
    said: [sayOtherWeight(levels, ratings, facts), sayOtherRating(levels, ratings, facts)],
  };
}

function sayMostOften(shares, facts) {
  const share = Math.max(...shares);
  const foremost = range(shares.length).filter((i) => shares[i] === share);
  return { say: "most-often", ...named(foremost, facts), share };
}

function sayRobust(levels, ratings, facts) {
  const every = sayMostOften(everyShare(ratings, facts), facts);
  if (levels.every((level) => level === levels[0])) return { say: "robust", every };
  return { say: "robust-ordered", every, order: sayMostOften(acceptability(levels, ratings, facts), facts) };
}

// Beside the picture, and in the comparison ----------------------------------------------------

function sayNow(levels, ratings, facts) {
  const leading = leaders(levels, ratings, facts);
  if (!leading.length) return { say: "no-ranking" };
  const sure = certain(levels, ratings, facts);
  return { say: sure ? "now" : "now-not-certain", options: namesOf(leading, facts) };
}

function sayCompared([first, second], ratings, facts) {
  if (first === second) return { say: "choose-two" };
  const [one, other] = [ratings[first], ratings[second]];
  const count = (test) =>
    one.filter((rating, i) => rating !== UNKNOWN && other[i] !== UNKNOWN && test(rating, other[i])).length;
  const [above, below, equal] = [
    count((a, b) => a > b), count((a, b) => a < b), count((a, b) => a === b),
  ];
  return {
    say: "compared", first: facts.options[first][1], second: facts.options[second][1], criteria: one.length,
    above, below, equal, unknown: one.length - above - below - equal,
  };
}

// The cells of the table -----------------------------------------------------------------------

const written = (rating) => (rating === UNKNOWN ? "unknown" : rating);

const sayRating = (option, criterion, rating, { published }) => ({
  say: rating === published[option][criterion] ? "rating" : "rating-yours", rating: written(rating),
});

const sayBasis = (option, criterion, rating, { published, basis }) =>
  rating === published[option][criterion]
    ? { say: `basis.${basis[option][criterion]}` }
    : { say: "published", rating: written(published[option][criterion]) };

const meaning = (criterion, rating, { scales }) =>
  rating === UNKNOWN ? { say: "not-said" } : scales[criterion][rating];

const sayPlace = ({ place, shared }) =>
  place === null ? "" : { say: shared ? "place-shared" : "place", place };

const sayScore = ({ low, high, best }) => (best ? saySpan(percents(low, high, best)) : "");

const sayShare = (share) => (share === null ? "" : { say: "share", share });

const sayShares = ({ every, order }) =>
  order === null ? { say: "shares", every } : { say: "shares-ordered", every, order };

function sayGaps(ratings) {
  const count = ratings.filter((rating) => rating === UNKNOWN).length;
  return count ? { say: "gaps", count, criteria: ratings.length } : "";
}

/** What the two bars of an option are: its score, and how often it comes first. */
function sayBars(result) {
  const { best, every, order } = result;
  const score = best ? { say: "told-score", score: sayScore(result) } : { say: "no-score" };
  const first = order === null ? { say: "told-first", every } : { say: "told-first-ordered", every, order };
  return [score, first];
}

/** The marks in the row of an option. */
function marksOf(option, ratings, result, facts) {
  const { row, low, high, best, every, order } = result;
  const [score, first] = sayBars(result);
  const [start, more] = [low, high - low].map((part) => position(part / (best || 1)));
  const marks = {
    row: { order: row },
    place: { text: sayPlace(result) },
    low: { width: start },
    high: { x: start, width: more },
    every: { width: position(every) },
    order: { width: position(order ?? 0) },
    score: { text: sayScore(result) },
    shares: { text: sayShares(result) },
    gaps: { text: sayGaps(ratings) },
    "told-score": { text: score },
    "told-first": { text: first },
  };
  facts.criteria.forEach(([id], i) => {
    marks[`pie:${id}`] = {
      "data-is": String(written(ratings[i])), "data-yours": ratings[i] !== facts.published[option][i],
    };
  });
  return marks;
}

/** A text of percentages as it stands beside a bar. */
const shortened = (text) => text.replaceAll("less than ", "<").replaceAll("more than ", ">");

/** How an option fares, as the picture shows it: lengths of bars, and texts. */
function inPicture(result, fill) {
  const { row, low, high, best, every, order } = result;
  const textOf = (saying) => saying && fill(saying);
  return {
    row,
    place: textOf(sayPlace(result)),
    low: best ? low / best : null,
    high: best ? high / best : null,
    score: textOf(sayScore(result)),
    every,
    order,
    shares: shortened(textOf(sayShares(result))),
  };
}

/** The texts beside the picture and in the comparison, by data-text. */
function textsOf(state, facts) {
  const { levels, ratings } = settingOf(state, facts);
  const sides = { first: state.first, second: state.second };
  const options = Object.values(sides).map((side) => facts.options.findIndex(([id]) => id === side));
  const texts = {
    now: sayNow(levels, ratings, facts),
    own: { say: "own", count: state.own.length },
    compared: sayCompared(options, ratings, facts),
  };
  Object.keys(sides).forEach((side, number) => {
    const option = options[number];
    texts[side] = facts.options[option][1];
    facts.criteria.forEach(([id], i) => {
      const rating = ratings[option][i];
      texts[`${side}:${id}`] = {
        say: "rated", rating: sayRating(option, i, rating, facts), meaning: meaning(i, rating, facts),
      };
    });
  });
  return texts;
}

export default {
  enliven: answer,
  ahead: countAhead,

  // Asked twice for one change: for the words, and for the rest.
  says: remembering((state, facts) => {
    const { levels, ratings } = settingOf(state, facts);
    const lead = sayLead(levels, ratings, facts);
    return {
      sentences: [
        sayView(levels, facts), lead, sayOverturn(levels, ratings, facts), sayRobust(levels, ratings, facts),
      ],
      description: { say: "description", lead: lead ?? { say: "view.nothing" } },
      texts: textsOf(state, facts),
    };
  }),

  marks(state, facts) {
    const { ratings, results: fared } = settingOf(state, facts);
    return Object.fromEntries(facts.options.flatMap(([id], i) =>
      Object.entries(marksOf(i, ratings[i], fared[i], facts)).map(([mark, values]) => [`${mark}:${id}`, values])));
  },

  signals(state, facts, fill) {
    return { result: settingOf(state, facts).results.map((result) => inPicture(result, fill)) };
  },

  items: ({ first, second }) => new Set([first, second]),

  cells(state, { row }, facts) {
    const setting = settingOf(state, facts);
    const option = facts.options.findIndex(([id]) => id === row);
    const result = setting.results[option];
    const cells = {
      "result-place": sayPlace(result), "result-score": sayScore(result),
      "result-every": sayShare(result.every), "result-order": sayShare(result.order),
    };
    facts.criteria.forEach(([id], i) => {
      const rating = setting.ratings[option][i];
      cells[id] = sayRating(option, i, rating, facts);
      cells[`${id}-basis`] = sayBasis(option, i, rating, facts);
      cells[`${id}-meaning`] = meaning(i, rating, facts);
    });
    return cells;
  },
};

// Scores, who leads, and how robust that is: the calculation of weighing.py, done here without a
// kernel. Scores and random numbers are whole numbers, so both come to the same ties and shares.
//
// An option and a criterion are given by their number in the table. Facts are those of figure.py.
import { isEqual } from "../../core/bind.js";

const LEVELS = 4;
const DECISIVE = 3;
const BEST = 3;
export const UNKNOWN = -1;

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
export const range = (count) => Array.from({ length: count }, (_, number) => number);

// Who comes first ------------------------------------------------------------------------------

/** How many times its weight a criterion of each level weighs: decisive outweighs all. */
function raised(levels) {
  const lesser = levels.filter((level) => level > 0 && level < DECISIVE).length;
  return levels.map((level) => (level === DECISIVE ? BEST * lesser + 1 : 1));
}

export function scores(levels, ratings, { amounts }) {
  const raise = raised(levels);
  const weights = levels.map((level, i) => amounts[level] * raise[i]);
  const score = (row, unknown) =>
    sum(row.map((rating, i) => (rating === UNKNOWN ? unknown : rating) * weights[i]));
  return {
    low: ratings.map((row) => score(row, 0)),
    high: ratings.map((row) => score(row, BEST)),
    best: BEST * sum(weights),
  };
}

const middleOf = ({ low, high }) => low.map((score, i) => score + high[i]);

export function leaders(levels, ratings, facts) {
  const scored = scores(levels, ratings, facts);
  const middle = middleOf(scored);
  const most = Math.max(...middle);
  return scored.best ? range(middle.length).filter((i) => middle[i] === most) : [];
}

export function possible(levels, ratings, facts) {
  const { low, high } = scores(levels, ratings, facts);
  const most = Math.max(...low);
  return range(low.length).filter((i) => high[i] >= most);
}

export function certain(levels, ratings, facts) {
  const { low, high } = scores(levels, ratings, facts);
  const leading = leaders(levels, ratings, facts);
  if (!isEqual(possible(levels, ratings, facts), leading)) return false;
  return leading.length === 1 || leading.every((i) => low[i] === high[i]);
}

/** The smallest change of one level that changes who leads. */
export function otherWeight(levels, ratings, facts) {
  const before = leaders(levels, ratings, facts);
  for (let size = 1; size < LEVELS; size++) {
    for (const [criterion, level] of levels.entries()) {
      for (const other of [level + size, level - size]) {
        if (other < 0 || other >= LEVELS) continue;
        const after = leaders(levels.with(criterion, other), ratings, facts);
        if (after.length && !isEqual(after, before)) return { criterion, other, after };
      }
    }
  }
  return null;
}

/** The unknown rating that changes who leads once it is known, and is nearest to it. */
export function otherRating(levels, ratings, facts) {
  const before = leaders(levels, ratings, facts);
  for (const [leading, other] of [[1, 2], [0, 3]]) {
    for (const [option, criterion] of unknownCells(ratings)) {
      const rating = before.includes(option) ? leading : other;
      const changed = ratings.with(option, ratings[option].with(criterion, rating));
      const after = leaders(levels, changed, facts);
      if (!isEqual(after, before)) return { option, criterion, rating, after };
    }
  }
  return null;
}

const unknownCells = (ratings) =>
  ratings.flatMap((row, option) =>
    row.flatMap((rating, criterion) => (rating === UNKNOWN ? [[option, criterion]] : [])));

// How robust that is ---------------------------------------------------------------------------

/** The random number of 32 bits at a position of the generator mulberry32 (Tommy Ettinger, 2017). */
function randomNumber(position, seed) {
  const start = (seed + Math.imul(position + 1, 0x6d2b79f5)) | 0;
  let mixed = Math.imul(start ^ (start >>> 15), start | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

/**
 * The gaps between sorted random cuts, sample by sample, and their order: the largest first.
 *
 * They depend on nothing that a reader changes but how many criteria count, so they are kept.
 */
function cutGaps(count, stride, { samples, seed }) {
  const gaps = new Float64Array(samples * count);
  const order = new Uint8Array(samples * count);
  for (let sample = 0; sample < samples; sample++) {
    const part = gaps.subarray(sample * count, (sample + 1) * count);
    for (let i = 0; i < count - 1; i++) part[i] = randomNumber(sample * stride + i, seed);
    part[count - 1] = 2 ** 32;
    part.sort(); // the cuts, which become the gaps from the last to the first
    for (let i = count - 1; i > 0; i--) part[i] -= part[i - 1];
    sortDown(order.subarray(sample * count, (sample + 1) * count), part);
  }
  return { gaps, order };
}

/** Write the positions of a short list, that of the largest first; equals stay in their order. */
function sortDown(positions, list) {
  for (let i = 0; i < positions.length; i++) {
    let at = i;
    for (; at > 0 && list[positions[at - 1]] < list[i]; at--) positions[at] = positions[at - 1];
    positions[at] = i;
  }
}

/** The weights of each criterion that counts, by sample: the gaps, dealt out by importance. */
function randomWeights(levels, counting, stride, facts) {
  const count = counting.length;
  const { samples } = facts.random;
  const { gaps, order } = gapsOf(count, stride, facts);
  const raise = raised(levels);
  const weights = levels.map((level) => new Float64Array(level && samples));
  const firstOf = new Uint8Array(LEVELS); // by level, the position in the order where it begins
  for (const i of counting) firstOf[levels[i]] = counting.filter((j) => levels[j] > levels[i]).length;
  const next = new Uint8Array(firstOf.length);
  for (let sample = 0, start = 0; sample < samples; sample++, start += count) {
    next.set(firstOf);
    // From the largest gap to the smallest, its criterion takes the next position of its level.
    for (let i = 0; i < count; i++) {
      const criterion = counting[order[start + i]];
      const position = next[levels[criterion]]++;
      weights[criterion][sample] = gaps[start + order[start + position]] * raise[criterion];
    }
  }
  return weights;
}

/** The ratings that an unknown one takes, by sample: the four steps alike. */
function randomRatings(slot, stride, { samples, seed }) {
  const ratings = new Uint8Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    ratings[sample] = randomNumber(sample * stride + slot, seed) >>> 30;
  }
  return ratings;
}

function addTo(totals, weights, rating) {
  for (let i = 0; i < totals.length; i++) totals[i] += weights[i] * rating;
}

function addRandomTo(totals, weights, ratings) {
  for (let i = 0; i < totals.length; i++) totals[i] += weights[i] * ratings[i];
}

/** How often each option comes first; where several share it, each has its part. */
function firstPlaces(totals, samples) {
  const won = totals.map(() => new Float64Array(totals.length + 1)); // by how many share it
  for (let sample = 0; sample < samples; sample++) {
    let most = -1;
    let sharing = 0;
    for (const total of totals) {
      if (total[sample] > most) [most, sharing] = [total[sample], 1];
      else if (total[sample] === most) sharing++;
    }
    for (let i = 0; i < totals.length; i++) if (totals[i][sample] === most) won[i][sharing]++;
  }
  return won.map((counts) => counts.reduce((total, count, k) => (k ? total + count / k : 0), 0));
}

/** The share of weightings under which each option comes first; null if nothing counts. */
function countShares(levels, ratings, facts) {
  const { samples } = facts.random;
  const counting = range(levels.length).filter((i) => levels[i] > 0);
  if (!counting.length) return null;
  const stride = (ratings.length + 1) * levels.length;
  const weights = randomWeights(levels, counting, stride, facts);
  const totals = ratings.map((row, option) => {
    const total = new Float64Array(samples);
    for (const i of counting) {
      const slot = levels.length + option * levels.length + i;
      if (row[i] === UNKNOWN) addRandomTo(total, weights[i], ratingsOf(slot, stride, facts));
      else if (row[i]) addTo(total, weights[i], row[i]);
    }
    return total;
  });
  return firstPlaces(totals, samples).map((number) => number / samples);
}

/** Keep the latest answers: several hooks ask about one setting, and the shares take a while. */
export function remembering(answer, size = 8) {
  const answers = new WeakMap(); // by facts, for a page may hold more than one figure
  return (...args) => {
    const facts = args.at(-1);
    if (!answers.has(facts)) answers.set(facts, new Map());
    const known = answers.get(facts);
    const key = JSON.stringify(args.slice(0, -1));
    if (!known.has(key)) {
      if (known.size >= size) known.delete(known.keys().next().value);
      known.set(key, answer(...args));
    }
    return known.get(key);
  };
}
const gapsOf = remembering((count, stride, facts) => cutGaps(count, stride, facts.random), 4);
const ratingsOf = remembering((slot, stride, facts) => randomRatings(slot, stride, facts.random), 64);

/** Python has counted the shares of the first setting, so that none is counted while a page loads. */
export const acceptability = remembering((levels, ratings, facts) => {
  const { start } = facts;
  if (isEqual(ratings, start.ratings)) {
    if (levels.every((level) => level === 1)) return start.every;
    if (isEqual(levels, start.levels)) return start.order;
  }
  return countShares(levels, ratings, facts);
});

/** The share of all weightings under which each option comes first. */
export const everyShare = (ratings, facts) => acceptability(facts.criteria.map(() => 1), ratings, facts);

/** What is counted once for all settings: one order of importance stands for the others. */
export function countAhead(facts) {
  countShares(facts.criteria.map((_, i) => (i ? 1 : 2)), facts.published, facts);
}

/** How every option fares, in the order of the table. */
export function results(levels, ratings, facts) {
  const { low, high, best } = scores(levels, ratings, facts);
  const middle = middleOf({ low, high });
  const every = everyShare(ratings, facts);
  const order = acceptability(levels, ratings, facts);
  const rows = range(middle.length).sort((a, b) => middle[b] - middle[a] || a - b);
  return middle.map((score, i) => ({
    row: rows.indexOf(i),
    place: best ? middle.filter((other) => other > score).length + 1 : null,
    shared: best > 0 && middle.filter((other) => other === score).length > 1,
    low: low[i],
    high: high[i],
    best,
    every: every[i],
    order: order ? order[i] : null,
  }));
}

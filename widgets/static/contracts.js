// Contracts compared: what widgets/contracts.py counts and says, done here without a kernel.
// Scores and draws are whole numbers, so both come to the same places, ties and shares.

const DECISIVE = 3;
const BEST = 3;
const UNKNOWN = -1;

const join = (parts, word = "and") =>
  parts.length > 1 ? `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1)}` : parts[0];
const half = (number) => Math.floor(number + 0.5); // half up, as in Python
const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
const range = (count) => Array.from({ length: count }, (_, each) => each);

function percent(share) {
  const whole = half(share * 100);
  if (whole === 0 && share > 0) return "less than 1%";
  if (whole === 100 && share < 1) return "more than 99%";
  return `${whole}%`;
}

// Who comes first ------------------------------------------------------------------------------

/** How many times a criterion of each level weighs what it weighs otherwise: decisive outweighs all. */
function raised(levels) {
  const lesser = levels.filter((level) => level > 0 && level < DECISIVE).length;
  return levels.map((level) => (level === DECISIVE ? BEST * lesser + 1 : 1));
}

function scores(levels, ratings, { amounts }) {
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

function leaders(levels, ratings, facts) {
  const { low, high, best } = scores(levels, ratings, facts);
  const middle = low.map((each, i) => each + high[i]);
  const most = Math.max(...middle);
  return best ? range(middle.length).filter((i) => middle[i] === most) : [];
}

function possible(levels, ratings, facts) {
  const { low, high } = scores(levels, ratings, facts);
  return range(low.length).filter((i) => high[i] >= Math.max(...low));
}

const same = (a, b) => String(a) === String(b);

function certain(levels, ratings, facts) {
  const { low, high } = scores(levels, ratings, facts);
  const first = leaders(levels, ratings, facts);
  if (!same(possible(levels, ratings, facts), first)) return false;
  return first.length === 1 || first.every((i) => low[i] === high[i]);
}

/** The smallest change of one level that changes who leads. */
function otherWeight(levels, ratings, facts) {
  const before = leaders(levels, ratings, facts);
  for (let size = 1; size < facts.levels.length; size++) {
    for (const [criterion, level] of levels.entries()) {
      for (const other of [level + size, level - size]) {
        if (other < 0 || other >= facts.levels.length) continue;
        const after = leaders(levels.with(criterion, other), ratings, facts);
        if (after.length && !same(after, before)) return { criterion, other, after };
      }
    }
  }
  return null;
}

/** The unknown rating that changes who leads once it is known, and is nearest to it. */
function otherRating(levels, ratings, facts) {
  const before = leaders(levels, ratings, facts);
  for (const [leading, other] of [[1, 2], [0, 3]]) {
    for (const [option, criterion] of unknownCells(ratings)) {
      const rating = before.includes(option) ? leading : other;
      const changed = ratings.with(option, ratings[option].with(criterion, rating));
      const after = leaders(levels, changed, facts);
      if (!same(after, before)) return { option, criterion, rating, after };
    }
  }
  return null;
}

const unknownCells = (ratings) =>
  ratings.flatMap((row, option) =>
    row.flatMap((rating, criterion) => (rating === UNKNOWN ? [[option, criterion]] : [])));

// How robust that is ---------------------------------------------------------------------------

/** The number of 32 bits at a place of the generator mulberry32 (Tommy Ettinger, 2017). */
function draw(place, seed) {
  const start = (seed + Math.imul(place + 1, 0x6d2b79f5)) | 0;
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
    const own = gaps.subarray(sample * count, (sample + 1) * count);
    for (let i = 0; i < count - 1; i++) own[i] = draw(sample * stride + i, seed);
    own[count - 1] = 2 ** 32;
    own.sort(); // the cuts, which become the gaps from the last to the first
    for (let i = count - 1; i > 0; i--) own[i] -= own[i - 1];
    sortDown(order.subarray(sample * count, (sample + 1) * count), own);
  }
  return { gaps, order };
}

/** Write the places of a short list, that of the largest first; equals stay in their order. */
function sortDown(places, list) {
  for (let i = 0; i < places.length; i++) {
    let at = i;
    for (; at > 0 && list[places[at - 1]] < list[i]; at--) places[at] = places[at - 1];
    places[at] = i;
  }
}

/** The weights of each criterion that counts, by sample: the gaps, dealt out by importance. */
function sampledWeights(levels, counting, stride, facts) {
  const count = counting.length;
  const { gaps, order } = gapsOf(count, stride, facts);
  const raise = raised(levels);
  const weights = levels.map((level) => new Float64Array(level && facts.draw.samples));
  const firstOf = new Uint8Array(DECISIVE + 1); // by level, the place in the order where it begins
  for (const i of counting) firstOf[levels[i]] = counting.filter((j) => levels[j] > levels[i]).length;
  const next = new Uint8Array(firstOf.length);
  for (let sample = 0, start = 0; sample < facts.draw.samples; sample++, start += count) {
    next.set(firstOf);
    // From the largest gap to the smallest, its criterion takes the next place of its level.
    for (let i = 0; i < count; i++) {
      const criterion = counting[order[start + i]];
      const place = next[levels[criterion]]++;
      weights[criterion][sample] = gaps[start + order[start + place]] * raise[criterion];
    }
  }
  return weights;
}

/** The steps that an unknown rating takes, by sample: each of the four alike. */
function drawnSteps(slot, stride, { samples, seed }) {
  const steps = new Uint8Array(samples);
  for (let sample = 0; sample < samples; sample++) steps[sample] = draw(sample * stride + slot, seed) >>> 30;
  return steps;
}

function addTo(totals, weights, rating) {
  for (let i = 0; i < totals.length; i++) totals[i] += weights[i] * rating;
}

function addDrawnTo(totals, weights, steps) {
  for (let i = 0; i < totals.length; i++) totals[i] += weights[i] * steps[i];
}

/** How often each option comes first; where several share it, each has its part. */
function firstPlaces(totals, samples) {
  const won = totals.map(() => new Float64Array(totals.length + 1)); // by how many share it
  for (let sample = 0; sample < samples; sample++) {
    let most = -1;
    let sharing = 0;
    for (const each of totals) {
      if (each[sample] > most) [most, sharing] = [each[sample], 1];
      else if (each[sample] === most) sharing++;
    }
    for (let i = 0; i < totals.length; i++) if (totals[i][sample] === most) won[i][sharing]++;
  }
  return won.map((counts) => counts.reduce((total, count, k) => (k ? total + count / k : 0), 0));
}

/** The share of weightings under which each option comes first; null if nothing counts. */
function acceptability(levels, ratings, facts) {
  const { samples } = facts.draw;
  const counting = range(levels.length).filter((i) => levels[i] > 0);
  if (!counting.length) return null;
  const stride = (ratings.length + 1) * levels.length;
  const weights = sampledWeights(levels, counting, stride, facts);
  const totals = ratings.map((row, option) => {
    const total = new Float64Array(samples);
    for (const i of counting) {
      const slot = levels.length + option * levels.length + i;
      if (row[i] === UNKNOWN) addDrawnTo(total, weights[i], stepsOf(slot, stride, facts));
      else if (row[i]) addTo(total, weights[i], row[i]);
    }
    return total;
  });
  return firstPlaces(totals, samples).map((number) => number / samples);
}

// The state --------------------------------------------------------------------------------------

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

/** Keep the latest answers: several hooks ask about one state, and the shares take a while. */
function remembering(answer, size = 8) {
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
const shares = remembering(acceptability);
const gapsOf = remembering((count, stride, facts) => cutGaps(count, stride, facts.draw), 4);
const stepsOf = remembering((slot, stride, facts) => drawnSteps(slot, stride, facts.draw), 64);

/** The shares under all weightings; Python has counted them for the ratings it began with. */
function every(ratings, facts) {
  const { state, result: given } = facts.start;
  if (same(ratings, ratingsOf(state, facts))) return given.map(({ every }) => every);
  return shares(facts.criteria.map(() => 1), ratings, facts);
}

// Words --------------------------------------------------------------------------------------------

const names = (options, facts) => options.map((i) => facts.options[i][1]);
const wanted = (criterion, facts) => `“${facts.criteria[criterion][1]}”`;
const matter = (level, { levels }) => (level === DECISIVE ? "decisively" : levels[level]);
const word = (rating, { steps }) => (rating === UNKNOWN ? "unknown" : steps[rating]);

function span(low, high, best) {
  const [from, to] = [low, high].map((each) => half((each / best) * 100));
  return from === to ? `${from}%` : `${from}% to ${to}%`;
}

function viewSentence(levels, { views, same: alike, nothing }) {
  if (levels.every((level) => level === 0)) return nothing;
  if (levels.every((level) => level === 1)) return alike;
  return views.find(([chosen]) => same(chosen, levels))?.[1] ?? "";
}

function howCertain(levels, ratings, facts) {
  if (certain(levels, ratings, facts)) return "That is certain: no unknown rating could change it.";
  const first = leaders(levels, ratings, facts);
  const others = possible(levels, ratings, facts).filter((i) => !first.includes(i));
  if (!others.length) return "Which of them comes first depends on ratings that are unknown.";
  const could = others.length > 3 ? `any of ${others.length} others` : join(names(others, facts), "or");
  return `That is not certain: given what is unknown, ${could} could lead instead.`;
}

function leadSentence(levels, ratings, facts) {
  const first = leaders(levels, ratings, facts);
  if (!first.length) return "";
  const { low, high, best } = scores(levels, ratings, facts);
  const score = [...new Set(first.map((i) => span(low[i], high[i], best)))].join(" and ");
  const verb = first.length === 1 ? "leads" : "share the lead";
  return (
    `${join(names(first, facts))} ${verb} with ${score} of the best possible score. ` +
    howCertain(levels, ratings, facts)
  );
}

const wouldLead = (options, facts) =>
  `${join(names(options, facts))} would ${options.length === 1 ? "lead" : "share the lead"}`;

function nowSentence(levels, ratings, facts) {
  const first = leaders(levels, ratings, facts);
  if (!first.length) return "No ranking yet";
  const sure = certain(levels, ratings, facts) ? "certain" : "not certain";
  return `In front: ${join(names(first, facts))} (${sure})`;
}

function overturnSentence(levels, ratings, facts) {
  if (levels.every((level) => level === 0)) return "";
  const weight = otherWeight(levels, ratings, facts);
  const rating = otherRating(levels, ratings, facts);
  const said = [];
  if (weight) {
    const [now, then] = [levels[weight.criterion], weight.other].map((level) => matter(level, facts));
    said.push(`If ${wanted(weight.criterion, facts)} mattered ${then} instead of ${now}, ${wouldLead(weight.after, facts)}.`);
  } else {
    said.push("No change of a single weight would change that.");
  }
  if (rating) {
    const [option] = names([rating.option], facts);
    said.push(
      `If a source showed that ${option} serves ${wanted(rating.criterion, facts)} ` +
      `${facts.steps[rating.rating]}, ${wouldLead(rating.after, facts)}.`,
    );
  } else if (!certain(levels, ratings, facts)) {
    said.push("No single unknown rating would change it; several together could.");
  }
  return said.join(" ");
}

function mostOften(all, facts) {
  const most = Math.max(...all);
  const first = range(all.length).filter((i) => all[i] === most);
  const verb = first.length === 1 ? "comes first most often" : "come first equally often";
  return `${join(names(first, facts))} ${verb} (in ${percent(most)})`;
}

function robustSentence(levels, ratings, facts) {
  const said = `Under all weightings, ${mostOften(every(ratings, facts), facts)}.`;
  if (levels.every((level) => level === levels[0])) return said;
  const order = mostOften(shares(levels, ratings, facts), facts);
  return `${said} Under those that keep your order of importance, ${order}.`;
}

function comparedSentence({ first, second }, ratings, facts) {
  if (first === second) return "Choose two different options.";
  const places = [first, second].map((id) => facts.options.findIndex(([other]) => other === id));
  const [one, other] = places.map((place) => ratings[place]);
  const count = (test) => one.filter((rating, i) => test(rating, other[i])).length;
  const known = (a, b) => a !== UNKNOWN && b !== UNKNOWN;
  const [above, below, level] = [
    count((a, b) => known(a, b) && a > b), count((a, b) => known(a, b) && a < b), count((a, b) => known(a, b) && a === b),
  ];
  const [left, right] = names(places, facts);
  return (
    `${left} is rated higher on ${above} of ${one.length} criteria and ${right} on ${below}. ` +
    `They are level on ${level}. On ${one.length - above - below - level} at least one is unknown.`
  );
}

function ownSentence({ own }) {
  if (!own.length) return "All ratings are as published. Open a cell to try another one.";
  return `${own.length} ${own.length === 1 ? "rating is" : "ratings are"} yours, marked as such. The link to this page keeps them.`;
}

/** A rating in a word, and whether it is the reader's own. */
const said = (rating, published, facts) => word(rating, facts) + (rating === published ? "" : " (yours)");
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const means = (rating, scale) => scale.at(rating); // the last is for the unknown, at -1

const often = (each) =>
  each.map(percent).join(" · ").replaceAll("less than ", "<").replaceAll("more than ", ">");

/** What is drawn of each option, in the order of the table. */
export function result(levels, ratings, facts) {
  const { low, high, best } = scores(levels, ratings, facts);
  const middle = low.map((each, i) => each + high[i]);
  const all = every(ratings, facts);
  const kept = shares(levels, ratings, facts);
  const rows = range(middle.length).sort((a, b) => middle[b] - middle[a] || a - b);
  return middle.map((mid, i) => {
    const above = middle.filter((other) => other > mid).length;
    const alike = middle.filter((other) => other === mid).length > 1 ? "=" : "";
    return {
      row: rows.indexOf(i),
      place: best ? `${above + 1}${alike}` : "",
      low: best ? low[i] / best : null,
      high: best ? high[i] / best : null,
      says: best ? span(low[i], high[i], best) : "",
      every: all[i],
      order: kept ? kept[i] : null,
      often: often(kept ? [all[i], kept[i]] : [all[i]]),
    };
  });
}

// Python has worked out the first state, so that nothing has to be counted while a page loads.
const drawn = remembering((state, facts) =>
  JSON.stringify(state) === JSON.stringify(facts.start.state)
    ? facts.start.result
    : result(levelsOf(state, facts), ratingsOf(state, facts), facts));

function sentences(state, facts) {
  const asked = [levelsOf(state, facts), ratingsOf(state, facts), facts];
  return [viewSentence(asked[0], facts), leadSentence(...asked), overturnSentence(...asked), robustSentence(...asked)];
}

export const topic = {
  sentences,

  // One order of importance stands for all: what is drawn for it is kept for the others.
  ahead: (facts) => shares(facts.criteria.map((_, i) => (i ? 1 : 2)), facts.published, facts),

  description: (state, facts) =>
    `Bar chart of options. ${leadSentence(levelsOf(state, facts), ratingsOf(state, facts), facts) || facts.nothing}`,

  // An address written by hand may rate a cell twice: the last counts.
  settle: ({ own }, changed) =>
    changed === "own" ? { own: [...new Map(own.map((text) => [text.split(":").slice(0, 2).join(), text])).values()] } : {},

  signals: (state, facts) => ({ result: drawn(state, facts) }),

  items: ({ first, second }) => new Set([first, second]),

  cells(state, { row: id }, facts) {
    const option = facts.options.findIndex(([other]) => other === id);
    const ratings = ratingsOf(state, facts)[option];
    const { place, says, every: all, order } = drawn(state, facts)[option];
    const cells = {
      "result-place": place, "result-share": says, "result-every": percent(all),
      "result-order": order === null ? "" : percent(order),
    };
    facts.criteria.forEach(([criterion], i) => {
      const published = facts.published[option][i];
      cells[criterion] = said(ratings[i], published, facts);
      cells[`${criterion}-basis`] = ratings[i] === published ? facts.basis[option][i] : `published: ${word(published, facts)}`;
      cells[`${criterion}-means`] = means(ratings[i], facts.scales[i]);
    });
    return cells;
  },

  texts(state, facts) {
    const ratings = ratingsOf(state, facts);
    const texts = {
      now: nowSentence(levelsOf(state, facts), ratings, facts),
      own: ownSentence(state),
      compared: comparedSentence(state, ratings, facts),
    };
    for (const side of ["first", "second"]) {
      const option = facts.options.findIndex(([id]) => id === state[side]);
      texts[side] = facts.options[option][1];
      facts.criteria.forEach(([criterion], i) => {
        const rating = ratings[option][i];
        texts[`${side}:${criterion}`] = `${capital(said(rating, facts.published[option][i], facts))}. ${means(rating, facts.scales[i])}`;
      });
    }
    return texts;
  },
};

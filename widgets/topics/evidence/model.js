// Evidence: the filter and the counts of model.py, done here without a kernel. Most of a claim is
// read from its mark and its card; the facts have the rest as numbers.
import { isEqual } from "../../core/bind.js";
import { enliven, nameOf } from "./marks.js";

const NO_CLAIM = "no claim"; // the item that is shown when no claim is

// Some control characters are spaces in Python, as the byte order mark is in JavaScript.
const normal = (text) =>
  text.replace(/[‘’]/g, "'").replace(/[\s\x1c-\x1f\x85]+/g, " ").trim().toLowerCase();
const count = (claims, test) => claims.reduce((sum, claim) => sum + (test(claim) ? 1 : 0), 0);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const increase = (numbers, key) => numbers.set(key, (numbers.get(key) ?? 0) + 1);

/** The words of a claim in which a reader searches: its card's first column. */
function wordsOf(claim) {
  const parts = () => [...claim.card.firstElementChild.children].filter((part) => part.localName !== "small");
  return (claim.words ??= normal(parts().map((part) => part.textContent).join(" ")));
}

/** Sift the claims once: which are shown, and how many each value alone would leave in its facet. */
function sift(state, { claims, facets }) {
  const names = Object.keys(facets);
  const chosen = names.filter((facet) => state[facet].length);
  const keeps = Object.fromEntries(chosen.map((facet) => [facet, new Set(state[facet])]));
  const words = normal(state.text).split(" ").filter(Boolean);
  const counts = Object.fromEntries(names.map((facet) => [facet, new Map()]));
  const shown = claims.map((claim) => {
    if (!words.every((word) => wordsOf(claim).includes(word))) return 0;
    const failed = chosen.filter((facet) => !claim[facet].some((value) => keeps[facet].has(value)));
    // A claim that fails in one facet alone would come back by a choice there, and counts there.
    const counted = failed.length === 0 ? names : failed.length === 1 ? failed : [];
    for (const facet of counted) {
      for (const value of claim[facet]) increase(counts[facet], value);
    }
    return failed.length ? 0 : 1;
  });
  return { shown, counts, claims: claims.filter((_, i) => shown[i]) };
}

// One sifting serves the sentences, the list, the picture and the table.
let last = {};
function result(state, facts) {
  if (last.facts !== facts || (last.state !== state && !isEqual(last.state, state))) {
    last = { state, facts, ...sift(state, facts) };
  }
  return last;
}

const isNothing = ({ ground }) => ground[0] === "none-offered";
const isData = ({ ground }) => ground[0].endsWith("-data");
const isFound = ({ later }) => later.length > 0;

function sayTitle(claims, total) {
  if (!claims.length) return { say: "title-none" };
  const [nothing, shown] = [count(claims, isNothing), claims.length];
  if (shown === total) return { say: "title-all", tenths: Math.floor((10 * nothing) / total + 0.5) };
  return { say: "title-some", nothing, shown };
}

function sayShown(claims, total) {
  if (!claims.length) return { say: "shown-none", total };
  return {
    say: claims.length === total ? "shown-all" : "shown-some",
    shown: claims.length,
    total,
    speakers: speakersOf(claims),
    nothing: count(claims, isNothing),
    data: count(claims, isData),
  };
}

/** The claims by the kind of who makes them: one list a kind, in the order of the kinds. */
function byKind(claims, kinds) {
  const lists = new Map(kinds.map((kind) => [kind, []]));
  for (const claim of claims) lists.get(claim.who[0]).push(claim);
  return [...lists];
}

const speakersOf = (claims) => new Set(claims.map(({ speaker }) => speaker)).size;

/** How many speakers stand behind claims, and who it is if there is one alone. */
function sayBehind(theirs) {
  const speakers = speakersOf(theirs);
  return { say: "behind", speakers, name: speakers === 1 ? nameOf(theirs[0]) : "" };
}

function sayRelies(groups) {
  const most = groups
    .filter(([, theirs]) => theirs.length)
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, 3)
    .map(([kind, theirs]) => ({
      say: "relies-kind",
      nothing: count(theirs, isNothing),
      claims: theirs.length,
      kind: { say: `speakers.${kind}` },
      behind: sayBehind(theirs),
    }));
  return { say: "relies", most };
}

function sayFound(claims, ways) {
  const found = count(claims, isFound);
  if (!found) return { say: "found-none" };
  const outcomes = ways
    .map((way) => [way, count(claims, ({ later }) => later.includes(way))])
    .filter(([, number]) => number)
    .map(([way, number]) => ({ say: "found-outcome", claims: number, outcome: { say: `later.${way}` } }));
  const several = count(claims, ({ later }) => later.length > 1);
  return { say: "found", claims: found, several, outcomes };
}

/** How many values of each facet are chosen, and how many claims fit each value. */
function fitting(state, counts, facets) {
  return Object.fromEntries(
    Object.entries(facets).flatMap(([facet, values]) => [
      [`${facet}:`, { say: "chosen", values: state[facet].length }],
      ...values.map((value) => [`${facet}:${value}`, { say: "fit", claims: counts[facet].get(value) ?? 0 }]),
    ]),
  );
}

/** The numbers in the picture: of a row, a column and a bar. */
function numbersOf(claims, groups, { facets, grounds }) {
  const numbers = new Map();
  for (const { topic, ground, later } of claims) {
    increase(numbers, `read:${topic}`);
    increase(numbers, `head:${ground}`);
    for (const way of later) increase(numbers, `later-bar:${way}`);
  }
  const number = (key) => [key, numbers.get(key) ?? 0];
  const read = ([key, claims]) => [key, { say: "read", claims }];
  const bar = ([key, part], whole = claims) => [key, { say: "bar", part, claims: whole.length }];
  return Object.fromEntries([
    ...grounds.map((ground) => number(`head:${ground}`)),
    ...facets.topic.map((topic) => read(number(`read:${topic}`))),
    ...groups.flatMap(([kind, theirs]) => [
      bar([`who-bar:${kind}`, count(theirs, isNothing)], theirs),
      [`behind:${kind}`, sayBehind(theirs)],
    ]),
    ...facets.later.map((way) => bar(number(`later-bar:${way}`))),
  ]);
}

/** What is said of the claims that are shown, and of how many each value would leave. */
function saysOf(state, { claims, counts }, facts) {
  const { facets } = facts;
  const groups = byKind(claims, facets.who);
  const shown = sayShown(claims, facts.claims.length);
  const others = claims.length ? [sayRelies(groups), sayFound(claims, facets.later)] : [null, null];
  return {
    sentences: [shown, ...others],
    description: { say: "description", shown },
    texts: {
      ...fitting(state, counts, facets),
      title: sayTitle(claims, facts.claims.length),
      ...numbersOf(claims, groups, facts),
    },
  };
}

/** How many claims offer nothing, something other than data, and data. */
function parts(claims) {
  const [nothing, data] = [count(claims, isNothing), count(claims, isData)];
  return [nothing, claims.length - nothing - data, data];
}

/** Where the parts of a bar begin and how wide they are, in % of the bar. */
function bar(name, parts) {
  const percent = (part) => `${Math.floor((1000 * part) / Math.max(1, sum(parts)) + 0.5) / 10}%`;
  return parts.map((part, k) => [`${name} ${k}`, { x: percent(sum(parts.slice(0, k))), width: percent(part) }]);
}

/** How many claims have each ground, by row of the table: topic and stance, or kind of speaker. */
function tally(claims) {
  const table = {};
  for (const { topic, stance, who, ground } of claims) {
    for (const row of [`topic ${topic} ${stance}`, `who ${who}`]) {
      table[row] ??= {};
      table[row][ground] = (table[row][ground] ?? 0) + 1;
    }
  }
  return table;
}

/** Return the claims, in the order of the facts: each with its mark, its card and its values. */
function read(figure, { facets, grounds, speakers, kinds, about, source }) {
  const marks = [...figure.querySelectorAll(".explorer-cells a")];
  const byAddress = new Map(marks.map((mark) => [mark.getAttribute("href"), mark]));
  return [...figure.querySelectorAll("article[data-item]")].map((card, i) => {
    const mark = byAddress.get(`#${card.id}`);
    const topic = card.closest("section");
    const cell = mark.parentElement;
    const found = [...card.lastElementChild.children].map((finding) => finding.className);
    return {
      mark, card, speaker: speakers[i],
      topic: [topic.dataset.item.slice("topic:".length)],
      ground: [grounds[[...cell.parentElement.children].indexOf(cell)]],
      stance: [mark.classList[0]],
      who: [facets.who[kinds[speakers[i]]]],
      about: [facets.about[about[i]]],
      source: [facets.source[source[i]]],
      later: facets.later.filter((way) => found.includes(way)),
    };
  });
}

export default {
  prepare(figure, facts) {
    facts.claims = read(figure, facts);
  },

  ahead: ({ claims }) => claims.forEach(wordsOf),

  enliven(figure, facts, listen, loadChart) {
    const drawMarks = enliven(figure, facts.claims, listen, loadChart);
    return (state) => drawMarks(result(state, facts).shown);
  },

  // Asked twice for one change: for the words, and for the rest.
  says(state, facts) {
    const now = result(state, facts);
    return (now.says ??= saysOf(state, now, facts));
  },

  everything: ({ everything }) => everything,

  items(state, facts) {
    const { claims } = result(state, facts);
    const shown = claims.flatMap(({ card, topic }) => [card.id, `topic:${topic}`]);
    return new Set(shown.length ? shown : [NO_CLAIM]);
  },

  signals(state, facts) {
    const { shown, claims } = result(state, facts);
    const heads = facts.grounds.map((key) => count(claims, ({ ground }) => ground[0] === key));
    const groups = byKind(claims, facts.facets.who).map(([, theirs]) => theirs);
    return {
      shown,
      heads: [...heads, count(claims, isFound)],
      relies: groups.map(parts),
      voices: groups.map(speakersOf),
      later: facts.facets.later.map((way) => count(claims, ({ later }) => later.includes(way))),
    };
  },

  marks(state, facts) {
    const { relies, later } = this.signals(state, facts);
    const { who, later: ways } = facts.facets;
    const { length } = result(state, facts).claims;
    return Object.fromEntries([
      ...who.flatMap((kind, i) => bar(`who-bar:${kind}`, relies[i])),
      ...ways.flatMap((way, i) => bar(`later-bar:${way}`, [later[i], length - later[i]])),
    ]);
  },

  cells(state, { row }, facts) {
    const now = result(state, facts);
    now.table ??= tally(now.claims);
    return Object.fromEntries(facts.grounds.map((key) => [key, now.table[row]?.[key] ?? 0]));
  },
};

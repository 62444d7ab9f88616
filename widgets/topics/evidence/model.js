// Evidence: the filter and the counts of model.py, done here without a kernel. The facts have the
// values of each claim as numbers; its words are read from its card.
import { isEqual, keyOf } from "../../core/bind.js";

const NO_CLAIM = "no claim"; // the item that is shown when no claim is

// Some control characters are spaces in Python, as the byte order mark is in JavaScript.
const normal = (text) =>
  text.replace(/[‘’]/g, "'").replace(/[\s\x1c-\x1f\x85]+/g, " ").trim().toLowerCase();
const count = (claims, test) => claims.reduce((sum, claim) => sum + (test(claim) ? 1 : 0), 0);
const increase = (numbers, key) => numbers.set(key, (numbers.get(key) ?? 0) + 1);

/** The words of a claim in which a reader searches: its card's paragraphs, once they are needed. */
function wordsOf(claim) {
  const parts = () => [...claim.card.querySelectorAll(":scope > p")].map((p) => p.textContent);
  return (claim.words ??= normal(parts().join(" ")));
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
  if (last.facts !== facts || !isEqual(last.state, state)) {
    last = { state, facts, ...sift(state, facts) };
  }
  return last;
}

const isNothing = ({ ground }) => ground[0] === "none-offered";
const isData = ({ ground }) => ground[0].endsWith("-data");
const isBy = (kind) => ({ who }) => who[0] === kind;
const isFound = ({ later }) => later.length > 0;

function sayShown(claims, total) {
  if (!claims.length) return { say: "shown-none", total };
  return {
    say: claims.length === total ? "shown-all" : "shown-some",
    shown: claims.length,
    total,
    speakers: new Set(claims.map(({ speaker }) => speaker)).size,
    nothing: count(claims, isNothing),
    data: count(claims, isData),
  };
}

function sayRelies(claims, kinds) {
  const most = kinds
    .map((kind) => [kind, claims.filter(isBy(kind))])
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, 3)
    .filter(([, theirs]) => theirs.length)
    .map(([kind, theirs]) => ({
      say: "relies-kind",
      nothing: count(theirs, isNothing),
      claims: theirs.length,
      kind: { say: `speakers.${kind}` },
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
  return { say: "found", claims: found, outcomes };
}

/** How many values of each facet are chosen, and how many claims fit each value. */
function textsOf(state, counts, facets) {
  return Object.fromEntries(
    Object.entries(facets).flatMap(([facet, { values }]) => [
      [`${facet}:`, { say: "chosen", values: state[facet].length }],
      ...values.map((value) => [`${facet}:${value}`, { say: "fit", claims: counts[facet].get(value) ?? 0 }]),
    ]),
  );
}

/** How many claims offer nothing, something other than data, and data. */
function parts(claims) {
  const [nothing, data] = [count(claims, isNothing), count(claims, isData)];
  return [nothing, claims.length - nothing - data, data];
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

export default {
  // The cards stand in the order of the facts.
  prepare(figure, facts) {
    facts.claims = [...figure.querySelectorAll("article[data-item]")].map((card, i) => {
      const claim = { card, speaker: facts.speakers[i] };
      for (const [facet, { values, rows }] of Object.entries(facts.facets)) {
        claim[facet] = [rows[i]].flat().map((code) => values[code]);
      }
      return claim;
    });
  },

  says(state, facts) {
    const { claims, counts } = result(state, facts);
    const { facets } = facts;
    const shown = sayShown(claims, facts.claims.length);
    const others = claims.length
      ? [sayRelies(claims, facets.who.values), sayFound(claims, facets.later.values)]
      : [null, null];
    return {
      sentences: [shown, ...others],
      description: { say: "description", shown },
      texts: textsOf(state, counts, facets),
    };
  },

  everything: ({ everything }) => everything,

  items(state, facts) {
    const { claims } = result(state, facts);
    const cards = claims.flatMap(({ card }) => [card, card.parentElement]);
    return new Set(cards.length ? cards.map(keyOf) : [NO_CLAIM]);
  },

  signals(state, facts) {
    const { shown, claims } = result(state, facts);
    const heads = facts.grounds.map((key) => count(claims, ({ ground }) => ground[0] === key));
    return {
      shown,
      heads: [...heads, count(claims, isFound)],
      relies: facts.facets.who.values.map((kind) => parts(claims.filter(isBy(kind)))),
    };
  },

  cells(state, { row }, facts) {
    const now = result(state, facts);
    now.table ??= tally(now.claims);
    return Object.fromEntries(facts.grounds.map((key) => [key, now.table[row]?.[key] ?? 0]));
  },
};

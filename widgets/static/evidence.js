// Evidence: the filter and the sentences of widgets/evidence.py, here without a kernel.
// The figure's facts say each claim's values as numbers; its words are read from its card.
import { keyOf } from "./explorer.js";

const join = (parts) =>
  parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts[0];
const claimsNumber = (number) => `${number} claim${number === 1 ? "" : "s"}`;
const normal = (text) => text.replace(/[‘’]/g, "'").replace(/\s+/g, " ").trim().toLowerCase();
const count = (claims, test) => claims.reduce((sum, claim) => sum + (test(claim) ? 1 : 0), 0);

/** What a search reads on a card: its paragraphs, once they are first searched. */
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
  const counts = Object.fromEntries(names.map((facet) => [facet, {}]));
  const shown = claims.map((claim) => {
    if (!words.every((word) => wordsOf(claim).includes(word))) return 0;
    const failed = chosen.filter((facet) => !claim[facet].some((value) => keeps[facet].has(value)));
    // What fails in one facet alone would come back by a choice there, and counts there.
    const counted = failed.length === 0 ? names : failed.length === 1 ? failed : [];
    for (const facet of counted) {
      for (const value of claim[facet]) counts[facet][value] = (counts[facet][value] ?? 0) + 1;
    }
    return failed.length ? 0 : 1;
  });
  return { shown, counts, claims: claims.filter((_, i) => shown[i]) };
}

// One sifting serves the sentence, the list, the picture and the table.
let last = {};
function result(state, facts) {
  if (last.state !== state || last.facts !== facts) last = { state, facts, ...sift(state, facts) };
  return last;
}

const isNothing = ({ ground }) => ground[0] === "none-offered";
const isData = ({ ground }) => ground[0].endsWith("-data");
const isBy = (kind) => ({ who }) => who[0] === kind;
const isFound = ({ later }) => later.length > 0;

function sentences(state, facts) {
  const { claims } = result(state, facts);
  const total = facts.claims.length;
  if (!claims.length) return [`None of the ${claimsNumber(total)} fits what you chose.`, "", ""];
  return [shownSentence(claims, total), reliance(claims, facts), laterSentence(claims, facts)];
}

function shownSentence(claims, total) {
  const speakers = new Set(claims.map(({ speaker }) => speaker)).size;
  const whole =
    claims.length === total ? `All ${claimsNumber(total)}` : `${claims.length} of ${total} claims`;
  return (
    `${whole}, by ${speakers} speaker${speakers === 1 ? "" : "s"}: ` +
    `${count(claims, isNothing)} with nothing offered for them and ${count(claims, isData)} with data.`
  );
}

function reliance(claims, { kinds }) {
  const most = kinds
    .map(([kind, plural]) => [plural, claims.filter(isBy(kind))])
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, 3)
    .filter(([, theirs]) => theirs.length)
    .map(([plural, theirs]) => `${count(theirs, isNothing)} of ${theirs.length} by ${plural}`);
  return `Nothing is offered for ${join(most)}.`;
}

function laterSentence(claims, { fates }) {
  const found = count(claims, isFound);
  if (!found) return "We know of no later finding on any of them.";
  const parts = fates
    .map(([how, label]) => [count(claims, ({ later }) => later.includes(how)), label])
    .filter(([number]) => number)
    .map(([number, label]) => `${number} ${label}`);
  return `Later findings bear on ${found} of them: ${join(parts)}.`;
}

/** How many of a kind's claims offer nothing, something other than data, and data. */
function parts(claims) {
  const [nothing, data] = [count(claims, isNothing), count(claims, isData)];
  return [nothing, claims.length - nothing - data, data];
}

/** How many claims shown rest on what: by topic and stance, and by kind of speaker. */
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

export const topic = {
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

  sentences,
  description: (state, facts) => `Marks by topic and ground. ${sentences(state, facts)[0]}`,
  settle: () => ({}),
  everything: ({ everything }) => everything,

  items(state, facts) {
    const { claims } = result(state, facts);
    const cards = claims.flatMap(({ card }) => [card, card.parentElement]);
    return new Set(cards.length ? cards.map(keyOf) : ["none"]);
  },

  texts(state, facts) {
    const { counts } = result(state, facts);
    return Object.fromEntries(
      Object.entries(facts.facets).flatMap(([facet, { values }]) => [
        [`${facet}:`, state[facet].length ? `(${state[facet].length} chosen)` : ""],
        ...values.map((value) => [`${facet}:${value}`, `(${counts[facet][value] ?? 0})`]),
      ]),
    );
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
    return Object.fromEntries(facts.grounds.map((key) => [key, String(now.table[row]?.[key] ?? 0)]));
  },
};

// My area: the calculation of model.py, done here without a kernel.
import { dataOf } from "../../core/bind.js";
import { position } from "../../core/formats.js";
import { addKinds } from "../../core/inputs.js";
import { placeKind } from "../../inputs/place/input.js";

const waysAt = new WeakMap(); // by the field of a place: the facts are long, and asked for at each letter

/** How a place is called, as Gazetteer of finder.py has it: the council, and the part of it. */
function labelOf(el, id) {
  if (!waysAt.has(el)) waysAt.set(el, dataOf(el.closest("[data-explorer]")).facts.ways);
  const ways = waysAt.get(el);
  if (!Object.hasOwn(ways, id)) return undefined;
  const [council, part] = ways[id];
  return part ? `${council}: ${part}` : council;
}

addKinds({ place: placeKind(labelOf) });

const STAGES = ["stp_2016", "first_ics", "icb_2022", "icb_2026"]; // in the order of time
const SIGNALS = ["stp", "first", "before", "now"];
const YEARS = [["2022", 2], ["2026", 3]];
const BOARD = "../book/boards.html#"; // where the site tells of a board, from any page with the figure
const MOST_MOVES = 4; // lines of where the people of a footprint went, for each year

const nameOf = (area, { areas }) => areas[area][1];

function wayOf({ area }, facts) {
  const [council, part, people, areas, groups, note] = facts.ways[area];
  return { council, part, people, areas, note, groups: groups.map((group) => facts.groups[group]) };
}

/** How many people each area has, in mid-2020. */
function peopleOf(facts) {
  facts.people ??= Object.values(facts.ways).reduce((found, [, , people, areas]) => {
    for (const area of areas) found[area] = (found[area] ?? 0) + people;
    return found;
  }, {});
  return facts.people;
}

/** Where the people of a footprint of 2016 are at a later stage, most first. */
function moves(area, stage, facts) {
  const found = new Map();
  for (const [, , people, areas] of Object.values(facts.ways)) {
    if (areas[0] === area) found.set(areas[stage], (found.get(areas[stage]) ?? 0) + people);
  }
  return [...found].sort(([one, a], [other, b]) => b - a || one - other); // areas are in the order of their ids
}

function sayStory({ council, part, people, areas: [stp, first, before, now] }, facts) {
  const [name, later] = [nameOf(before, facts), nameOf(now, facts)];
  return {
    say: "story",
    place: part ? { say: "part-of", council, part } : { say: "whole", council },
    people,
    stp: nameOf(stp, facts),
    first: first < 0 ? { say: "in-none" } : { say: "in-first", system: nameOf(first, facts), wave: facts.areas[first][2] },
    before: name,
    then: name === later ? { say: "same-board" } : { say: "new-board", board: later },
  };
}

function sayWent(area, stage, facts) {
  const found = moves(area, stage, facts);
  if (found.length === 1) return { say: "all-in", board: nameOf(found[0][0], facts) };
  const whole = peopleOf(facts)[area];
  const parts = found.map(([board, people]) => ({ say: "part-in", share: people / whole, board: nameOf(board, facts) }));
  return { say: "parts-in", parts };
}

/** What the people of a place's footprint became. */
function sayNeighbours({ areas: [area] }, facts) {
  const stp = nameOf(area, facts);
  const [first, then] = [2, 3].map((stage) => sayWent(area, stage, facts));
  const stay = JSON.stringify(first) === JSON.stringify(then);
  return stay ? { say: "neighbours-stay", stp, first } : { say: "neighbours", stp, first, then };
}

export default {
  says(state, facts) {
    const way = wayOf(state, facts);
    const [area, , before, now] = way.areas;
    const [story, stp] = [sayStory(way, facts), nameOf(area, facts)];
    return {
      sentences: [
        story, sayNeighbours(way, facts), { say: "groups", number: way.groups.length, groups: way.groups },
        way.note ? { say: "note", note: way.note } : null,
      ],
      description: { say: "description", place: story.place, said: [story] },
      texts: {
        now: { say: "now", council: way.council, stp, before: nameOf(before, facts), now: nameOf(now, facts) },
        went: { say: "went", stp },
      },
    };
  },

  signals(state, facts) {
    const { areas, people } = wayOf(state, facts);
    const ids = areas.map((area) => facts.areas[area]?.[0] ?? "");
    return { ...Object.fromEntries(SIGNALS.map((name, stage) => [name, ids[stage]])), own: people };
  },

  marks(state, facts) {
    const { areas, people } = wayOf(state, facts);
    const all = peopleOf(facts);
    const marks = {};
    STAGES.forEach((stage, n) => {
      const area = areas[n];
      const [whole, own] = area < 0 ? [0, 0] : [all[area], people];
      marks[`${stage}:name`] = { text: area < 0 ? { say: "none" } : nameOf(area, facts) };
      marks[`${stage}:all`] = { width: position(whole / facts.most) };
      marks[`${stage}:own`] = { width: position(own / facts.most) };
      marks[`${stage}:number`] = { text: area < 0 ? "" : { say: "of-area", people: whole, share: own / whole } };
    });
    for (const [year, stage] of YEARS) {
      const found = moves(areas[0], stage, facts);
      for (let n = 0; n < MOST_MOVES; n += 1) {
        const [board, some] = found[n] ?? [-1, 0];
        const [key, share] = [`${year}:${n}`, some / all[areas[0]]];
        marks[key] = { hidden: board < 0 };
        marks[`${key}:name`] = { text: board < 0 ? "" : { say: "moved-to", year, board: nameOf(board, facts) } };
        marks[`${key}:bar`] = { width: position(share) };
        marks[`${key}:share`] = { text: { say: "moved-share", share } };
      }
    }
    return { ...marks, board: { href: BOARD + facts.areas[areas.at(-1)][0] } };
  },
};

// Footprint sizes: the calculation of model.py and rows.py, done here without a kernel.
import { about, position } from "../../core/formats.js";
import { addKinds } from "../../core/inputs.js";
import { answer } from "../../core/rows.js";
import number from "../../inputs/number/input.js";

addKinds({ number });

/** How many people live in each area: what a choice of it implies. */
const peopleOf = ({ implies }) => implies.area[1];

/** Whether two ids stand for one place, at one time or at two. */
const isNamesake = (one, other, areas) => other !== "" && areas[one][0] === areas[other][0];

/** The ids of the two areas of a kind whose size is nearest to a number, by ratio. */
function nearest(population, kind, but, facts) {
  const people = peopleOf(facts);
  const rows = Object.entries(facts.areas)
    .filter(([id, [, other]]) => other === kind && !isNamesake(id, but, facts.areas))
    .map(([id]) => [Math.max(people[id] / population, population / people[id]), id])
    .sort(([a, first], [b, second]) => a - b || (first < second ? -1 : 1));
  return rows.slice(0, 2).map(([, id]) => id);
}

function teams(population, [few, many]) {
  const [least, most] = [many, few].map((size) => Math.floor(population / size + 0.5));
  return { least: Math.max(least, 1), most };
}

function sayMine({ population, area, show }, facts) {
  if (population === null) return null;
  const { areas, team, yardsticks } = facts;
  const people = peopleOf(facts);
  const values = {
    population,
    near: nearest(population, show, area, facts).map((id) => ({
      say: "near", name: areas[id][0], people: people[id],
    })),
    ...teams(population, team),
    compared: yardsticks.filter((id) => !isNamesake(id, area, areas)).map((id) => ({
      say: "compared-with", ratio: population / people[id], name: areas[id][0],
    })),
  };
  return area ? { say: "mine-area", area: areas[area][0], ...values } : { say: "mine", ...values };
}

// The picture ----------------------------------------------------------------------------------

/** Where on the axis a number of people stands, from 0 to 1; beyond it at its end. */
function place(people, linear, { axis: [low, high] }) {
  if (linear) return Math.min(people / high, 1);
  return Math.log(Math.min(Math.max(people, low), high) / low) / Math.log(high / low);
}

/** The attributes of words at a mark, which stay within the axis. */
function wordsAt(people, linear, facts) {
  const share = place(people, linear, facts);
  const anchor = share < facts.edge ? "start" : share > 1 - facts.edge ? "end" : "middle";
  return { x: position(share), "text-anchor": anchor };
}

export default {
  enliven: answer,

  /** The numbers of people of the marks stand on them. */
  prepare(figure, facts) {
    facts.people = [...figure.querySelectorAll("[data-picture] [data-people]")].map(({ dataset }) => [
      dataset.mark, Number(dataset.people), "words" in dataset,
    ]);
  },

  marks({ linear, population, area }, facts) {
    const marks = {};
    facts.ticks[linear ? 1 : 0].forEach((tick, i) => {
      const x = position(place(tick, linear, facts));
      marks[`tick:${i}`] = { x, text: about(tick) };
      marks[`grid:${i}`] = { x };
    });
    const me = wordsAt(population ?? facts.axis[0], linear, facts);
    marks.me = { x: me.x, hidden: population === null };
    marks["me:words"] = {
      ...me, text: population === null ? "" : { say: area ? "me-area" : "me", population },
    };
    for (const [key, people, isWords] of facts.people) {
      marks[key] = isWords
        ? wordsAt(people, linear, facts)
        : { x: position(place(people, linear, facts)), "data-chosen": key === area };
    }
    return marks;
  },

  says(state, facts) {
    const [show, mine] = [facts.show[state.show], sayMine(state, facts)];
    return {
      sentences: [show, mine, facts.origin[state.origin] ?? null],
      description: { say: "description", said: [show, mine] },
      texts: {
        title: { ...show, say: "title-now" },
        now: { ...(mine ?? show), say: mine ? "now-mine" : "now" },
      },
    };
  },

  cells: ({ population }, { people }) => ({
    compared: population === null || !people ? "" : { say: "compared", ratio: Number(people) / population },
  }),
};

// Footprint sizes: the calculation of model.py, done here without a kernel.

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

export default {
  says(state, facts) {
    const [show, mine] = [facts.show[state.show], sayMine(state, facts)];
    return {
      sentences: [show, mine, facts.origin[state.origin] ?? null],
      description: { say: "description", said: [show, mine] },
      texts: { now: { ...(mine ?? show), say: mine ? "now-mine" : "now" } },
    };
  },

  cells: ({ population }, { people }) => ({
    compared: population === null || !people ? "" : { say: "compared", ratio: Number(people) / population },
  }),
};

// Footprint sizes: the sentences that widgets/footprints.py says, said here without a kernel.
import { about, people, times } from "./explorer.js";

const join = (parts) =>
  parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts[0];

/** The ids of the two areas of a kind whose size is nearest to a number, by ratio. */
function nearest(population, kind, but, areas) {
  const rows = Object.entries(areas)
    .filter(([id, area]) => area[2] === kind && id !== but)
    .map(([id, area]) => [Math.max(area[1] / population, population / area[1]), id])
    .sort(([a, first], [b, second]) => a - b || (first < second ? -1 : 1));
  return rows.slice(0, 2).map(([, id]) => id);
}

function teams(population, [few, many]) {
  const least = Math.floor(population / many + 0.5);
  const most = Math.floor(population / few + 0.5);
  if (most < 1) return "less than one neighbourhood team";
  if (most === 1) return "about one neighbourhood team";
  return `about ${people(Math.max(least, 1))} to ${people(most)} neighbourhood teams`;
}

function mine({ population, area, show }, { areas, team, yardsticks }) {
  if (population === null) return "";
  const subject = area
    ? `${areas[area][0]}, with about ${about(population)} people, is`
    : `${people(population)} people is`;
  const near = nearest(population, show, area, areas).map(
    (id) => `${areas[id][0]} (about ${about(areas[id][1])})`,
  );
  const [small, large] = yardsticks.map((id) => `${times(population / areas[id][1])} ${areas[id][0]}`);
  return (
    `${subject} nearest in size to ${join(near)}. ` +
    `It makes ${teams(population, team)}. It is ${small} and ${large}.`
  );
}

export const topic = {
  sentences: (state, facts) => [facts.show[state.show], mine(state, facts), facts.origin[state.origin]],

  description: (state, facts) =>
    ["Dot plot of population.", facts.show[state.show], mine(state, facts)].filter(Boolean).join(" "),

  // An area and a number never contradict each other.
  settle({ area, population }, changed, { areas }) {
    if (changed === "area" && area) return { population: areas[area][1] };
    if (changed === "population" && area && population !== areas[area][1]) return { area: "" };
    return {};
  },

  cells: ({ population }, { people: size }) => ({
    compared: population === null || !size ? "" : times(Number(size) / population),
  }),
};

// Names and dates: what holds on a day is looked up in what model.py has worked out.
import { position } from "../../core/formats.js";
import { addKinds } from "../../core/inputs.js";
import { answer } from "../../core/rows.js";
import date from "../../inputs/date/input.js";
import { sayWhich } from "./which.js";

addKinds({ date });

/** What holds on a day: the value of the last change up to it. */
const on = (steps, day, before = null) => steps.findLast(([from]) => from <= day)?.[1] ?? before;

const stateOf = (line, day, { states }) => on(states[line], day, -1);

function stands(purpose, day, facts) {
  const items = facts.lines
    .filter(([id, , other]) => other === purpose && stateOf(id, day, facts) >= 0)
    .map(([id, letters]) => ({ say: "stands", letters, words: on(facts.says[id], day) }));
  return items.length ? { say: "items", items } : { say: "nothing" };
}

function sayMeant(day, { meant }) {
  const items = Object.entries(meant)
    .map(([letters, steps]) => ({ say: "means", letters, plain: on(steps, day, "") }))
    .filter(({ plain }) => plain);
  return items.length ? { say: "meant", meant: items } : null;
}

function sayLast(day, { turning }) {
  const last = turning.findLast(([from]) => from <= day);
  return last ? { say: "last", date: last[1], event: last[2] } : null;
}

function sayBetween({ day, other }, { changes, kinds }) {
  if (day === other) return null;
  const [first, last] = [day, other].sort();
  const within = changes.filter(([from]) => first < from && from <= last);
  const parts = kinds
    .map((kind) => ({ say: "change", kind, what: within.filter(([, each]) => each === kind).map(([, , what]) => what) }))
    .filter(({ what }) => what.length);
  return { say: parts.length ? "between" : "same", first, last, parts };
}

function sayLater({ term, other }, { became, terms }) {
  if (!term) return null;
  const heir = on(became[term], other);
  const said = { term: terms[term], day: other };
  return heir === term ? { say: "still", ...said } : { say: "later", ...said, heir: terms[heir] };
}

// The picture ----------------------------------------------------------------------------------

function months(day) {
  const [year, month, number] = day.split("-").map(Number);
  return year * 12 + month - 1 + (number - 1) / 31;
}

function place(day, { low, high }) {
  const [first, last] = [months(low), months(high)];
  return position((Math.min(Math.max(months(day), first), last) - first) / (last - first));
}

const preset = (day) => JSON.stringify({ day });

export default {
  enliven: answer,

  signals: ({ day, other }) => ({ at: months(day), beside: months(other) }),

  marks({ day, other }, facts) {
    const days = facts.turning.map(([from]) => from);
    const previous = days.findLast((from) => from < day) ?? day;
    const next = days.find((from) => from > day) ?? day;
    const marks = {
      at: { x: place(day, facts) },
      beside: { x: place(other, facts), hidden: day === other },
      previous: { "data-preset": preset(previous), disabled: previous === day },
      next: { "data-preset": preset(next), disabled: next === day },
    };
    for (const [id] of facts.lines) {
      const state = stateOf(id, day, facts);
      for (let i = 0; i < facts.counts[id]; i += 1) marks[`${id}:${i}`] = { "data-on": i === state };
      marks[`${id}:says`] = { text: on(facts.says[id], day), "data-on": state >= 0 };
    }
    return marks;
  },

  says(state, facts) {
    const { day } = state;
    const stood = { say: "stood", day };
    for (const purpose of facts.purposes) stood[purpose] = stands(purpose, day, facts);
    return {
      sentences: [stood, sayMeant(day, facts), sayLast(day, facts)],
      description: { say: "description", number: facts.lines.length, said: [stood] },
      texts: {
        now: { say: "now", day, plans: stood.plans },
        between: sayBetween(state, facts),
        later: sayLater(state, facts),
        ...sayWhich(state, facts),
      },
    };
  },
};

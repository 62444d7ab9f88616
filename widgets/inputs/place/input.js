// A place in England, by the name that people know. The control shows the place that stands; what a
// typed name means is found by lookup.js, which comes with the names of all places, and later.
import { NOTHING, tell } from "./told.js";

/**
 * The kind of input of a topic whose facts know how each place is called.
 *
 * `labelOf` returns that by the control and the id of a place; undefined for an id that is none.
 */
export const placeKind = (labelOf) => ({
  show(el, id) {
    const label = labelOf(el, id);
    if (el.dataset.place === id && el.value === label) return;
    Object.assign(el, { value: label }).dataset.place = id;
    tell(el, NOTHING);
  },
  read(el) {
    const { place, typed, found } = el.dataset;
    if (el.value === labelOf(el, place)) return place;
    return (el.value === typed && found) || undefined;
  },
  fromAddress: (text, el) => (labelOf(el, text) === undefined ? undefined : text),
  toAddress: (value) => value,
});

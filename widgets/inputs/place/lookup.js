// What is typed into the field of a place is looked up at each letter; where it may mean several
// places, these are offered as buttons, and none is taken. A host brings this with the names of all
// places: a page when a reader asks for one, Jupyter from the kernel.
import { finder, labelsOf } from "../../core/finder.js";
import { beside } from "./beside.js";
import { NOTHING, tell } from "./told.js";

/** What a field looks names up with: what it finds, says, offers and takes. */
function lookupOf(el, gazetteer) {
  const labels = labelsOf(gazetteer);
  const { find, narrow, fill } = finder(gazetteer);
  const say = (found) => tell(el, found, fill, choose);

  function take(id) {
    Object.assign(el, { value: labels.get(id) }).dataset.place = id;
    el.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  /** Take a place, or ask further which of several, when a reader has chosen. */
  function choose(ids) {
    el.focus();
    if (ids.length === 1) {
      take(ids[0]);
      return;
    }
    say(narrow(ids));
    el.closest(".explorer-place").querySelector("[data-choices] button").focus();
  }

  /** Find what the field shows: the place that it stands for, unless something else was typed. */
  function look() {
    const { place } = el.dataset;
    return place && el.value === labels.get(place) ? { ...NOTHING, places: [place] } : find(el.value);
  }

  return { labels, find, look, say };
}

/** Let a field look names up: `gazetteer` has them, `within` the areas in which each place lies. */
export function begin(el, { gazetteer, within }) {
  const lookup = lookupOf(el, gazetteer);
  const place = el.closest(".explorer-place");
  // Among the choices a reader has not left the question yet.
  place.addEventListener("focusout", (event) => place.contains(event.relatedTarget) && event.stopPropagation());
  el.addEventListener("input", () => {
    const found = lookup.look();
    const isClear = found.places.length === 1 && !found.choices.length;
    Object.assign(el.dataset, { typed: el.value, found: isClear ? found.places[0] : "" });
    lookup.say(found);
  });
  if (el.dataset.find) beside(el, lookup, within);
  lookup.find(""); // which reads the names, before a letter waits
  const typed = el.value !== (lookup.labels.get(el.dataset.place) ?? ""); // while the names were on their way
  if (typed) el.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

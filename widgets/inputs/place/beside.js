// The finder beside a choice of areas: the area in which a place lies is chosen there.
import { NOTHING } from "./told.js";

/** Give a control a value as a reader does. */
function put(el, value) {
  el.value = value;
  el.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/**
 * Let a field choose the area of the place that is typed.
 *
 * `within` has, by the id of a place, its area of each kind; "" for none.
 */
export function beside(el, { labels, find, say }, within) {
  const { [el.dataset.find]: areas, [el.dataset.of]: kinds, [el.dataset.implied]: implied } = el.form.elements;
  /** Choose an area; with none, what followed from the last one goes too, or it would look like the answer. */
  function choose(area) {
    put(areas, area);
    if (!area && implied) put(implied, "");
  }

  function take() {
    const id = el.dataset.found;
    if (!id) return;
    el.dataset.place = id;
    const [area, name] = [within[id][kinds.value], labels.get(id)];
    choose(area);
    const slip = el.value === name ? [] : find(el.value).said.slice(0, -1);
    const lies = area
      ? { say: "lies-in", place: name, area: areas.selectedOptions[0].textContent }
      : { say: "lies-in-none", place: name };
    say({ said: [...slip, lies], choices: [], link: "" });
  }

  /** Let go of the place when another area stands: a reader chose it, or Python. */
  function letGo() {
    const { found } = el.dataset;
    if (!found || areas.value === within[found][kinds.value]) return;
    Object.assign(el, { value: "" });
    Object.assign(el.dataset, { place: "", found: "", typed: "" });
    say(NOTHING);
  }

  el.addEventListener("input", take);
  kinds.addEventListener("input", take);
  el.form.addEventListener("shown", letGo);
}

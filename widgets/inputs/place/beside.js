// The finder beside a choice of areas: the area in which a place lies is chosen there. It comes with
// the names of all places, when a reader asks for one.
import place from "./input.js";
import { know, tell } from "./input.js";

/**
 * Let a control choose the area of the place that is typed.
 *
 * `within` has, by the id of a place, its area of each kind; "" for none.
 */
export function begin(el, { gazetteer, within }) {
  const { [el.dataset.find]: areas, [el.dataset.of]: kinds } = el.form.elements;
  const { labels, find } = know(el, gazetteer);
  let isOurs = false; // what is chosen now follows from the place

  function take() {
    const id = place.read(el);
    if (!id) return;
    el.dataset.place = id;
    const area = within[id][kinds.value];
    if (area) {
      areas.value = area;
      isOurs = true;
      areas.dispatchEvent(new InputEvent("input", { bubbles: true }));
      isOurs = false;
    }
    const name = labels.get(id);
    const slip = el.value === name ? [] : find(el.value).said.slice(0, -1);
    const lies = area
      ? { say: "lies-in", place: name, area: areas.selectedOptions[0].textContent }
      : { say: "lies-in-none", place: name };
    tell(el, { said: [...slip, lies], choices: [], link: "" });
  }

  el.addEventListener("input", take);
  kinds.addEventListener("input", take);
  areas.addEventListener("input", () => {
    if (isOurs) return;
    Object.assign(el, { value: "" }).dataset.place = "";
    tell(el, { said: [], choices: [], link: "" });
  });
  el.dispatchEvent(new InputEvent("input", { bubbles: true })); // for what was typed meanwhile
}

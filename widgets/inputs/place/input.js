// A place in England, by the name that people know. What is typed is looked up at each letter; where
// it may mean several places, these are offered as buttons, and none is taken.
import { finder, labelsOf } from "../../core/finder.js";

const known = new WeakMap(); // what each control looks names up in, and how its places are called
const NOTHING = { said: [], choices: [], link: "" };

/** Let a control look names up, and return what it looks them up in. */
export function know(el, gazetteer) {
  const place = el.closest(".explorer-place");
  known.set(el, { place, labels: labelsOf(gazetteer), ...finder(gazetteer) });
  // Among the choices a reader has not left the question yet.
  place.addEventListener("focusout", (event) => place.contains(event.relatedTarget) && event.stopPropagation());
  el.addEventListener("focus", () => namesOf(el).find("")); // which reads the names, before a letter waits
  el.addEventListener("input", () => tell(el, isTaken(el) ? NOTHING : namesOf(el).find(el.value)));
  return known.get(el);
}

function namesOf(el) {
  return known.get(el) ?? know(el, JSON.parse(el.closest(".explorer-place").querySelector("script").textContent));
}

/** Whether the control shows the place it stands for, and nothing else has been typed. */
const isTaken = (el) => el.value === namesOf(el).labels.get(el.dataset.place);

function take(el, id) {
  el.dataset.place = id;
  el.value = namesOf(el).labels.get(id);
}

/** Take a place, or ask further which of several, when a reader has chosen. */
function choose(el, ids) {
  el.focus();
  if (ids.length > 1) {
    tell(el, namesOf(el).narrow(ids));
    namesOf(el).place.querySelector("[data-choices] button").focus();
    return;
  }
  take(el, ids[0]);
  el.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** Say what a name found, and offer what it may mean. */
export function tell(el, { said, choices, link }) {
  const { place, fill } = namesOf(el);
  const [line, help, list] = ["said", "help", "choices"].map((name) => place.querySelector(`[data-${name}]`));
  line.textContent = said.map(fill).join(" ");
  line.hidden = !said.length;
  help.hidden = !link;
  list.hidden = !choices.length;
  list.replaceChildren(...choices.map(([label, ids]) => {
    const [item, button] = [document.createElement("li"), document.createElement("button")];
    Object.assign(button, { type: "button", textContent: fill(label) });
    button.addEventListener("click", () => choose(el, ids));
    item.append(button);
    return item;
  }));
}

export default {
  show(el, id) {
    if (el.dataset.place === id && isTaken(el)) return;
    take(el, id);
    tell(el, NOTHING);
  },
  read(el) {
    if (isTaken(el)) return el.dataset.place;
    const { places, choices } = namesOf(el).find(el.value);
    return places.length === 1 && !choices.length ? places[0] : undefined;
  },
  fromAddress: (text, el) => (namesOf(el).labels.has(text) ? text : undefined),
  toAddress: (value) => value,
};

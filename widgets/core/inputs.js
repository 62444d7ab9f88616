// The kinds of input that a figure may have, by the name that stands in `data-input`. Those that one
// topic alone uses come with its model.js. Each has
//   show(el, value)         write a value into the control
//   read(el)                the value of the control; undefined where what is typed is none yet
//   fromAddress(text, el)   the value that an address names; undefined where it is none
//   toAddress(value)        how an address names a value
import choice from "../inputs/choice/input.js";
import several from "../inputs/several/input.js";
import text from "../inputs/text/input.js";
import tick from "../inputs/tick/input.js";

const kinds = { choice, several, text, tick };

/** Add kinds that a topic brings with it, because only its pages shall load them. */
export function addKinds(more) {
  Object.assign(kinds, more);
}

/** Return the kind of a control; one that nobody knows must not be passed over in silence. */
export function kindOf(el) {
  const kind = kinds[el.dataset.input];
  if (!kind) throw new TypeError(`no kind of input is called "${el.dataset.input}"`);
  return kind;
}

/** The name of the input that a control steers: its own, or that of the control it goes with. */
export const nameOf = (el) => el.name || el.dataset.for;

/** All controls of a figure's form that steer an input. */
export const controlsOf = (form) => [...form.elements].filter((el) => el.dataset.input);

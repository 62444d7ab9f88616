// One value out of a list.

export const offers = (el, value) => [...el.options].some((option) => option.value === value);

/** Choose a value in a list: even the same one anew would cost the page a layout. */
export function choose(el, value) {
  if (el.value !== value) el.value = value;
}

export default {
  show: choose,
  read: (el) => el.value,
  fromAddress: (text, el) => (offers(el, text) ? text : undefined),
  toAddress: (value) => value,
};

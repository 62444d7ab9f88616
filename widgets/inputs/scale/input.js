// One step of a scale: a button for each.

const buttons = (el) => [...el.form.elements].filter((other) => other.name === el.name);

export default {
  show(el, value) {
    el.checked = el.value === value;
  },
  read: (el) => el.value,
  fromAddress: (text, el) => (buttons(el).some(({ value }) => value === text) ? text : undefined),
  toAddress: (value) => value,
};

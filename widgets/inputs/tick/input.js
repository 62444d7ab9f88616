// Yes or no.

export default {
  show(el, value) {
    el.checked = value;
  },
  read: (el) => el.checked,
  fromAddress: (text) => ({ true: true, false: false })[text],
  toAddress: (value) => String(value),
};

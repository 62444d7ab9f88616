// Words that are typed.

export default {
  show(el, value) {
    el.value = value;
  },
  read: (el) => el.value,
  fromAddress: (text) => text,
  toAddress: (value) => value,
};

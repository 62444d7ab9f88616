// Any number of values out of a list: a box for each.

// An address sets values apart by commas, so a comma inside one is written otherwise.
export const written = (value) => value.replaceAll("%", "%25").replaceAll(",", "%2C");

const boxes = (el) => [...el.form.elements].filter((other) => other.name === el.name);

/** Give the count beside each box the name of its text: in the markup the names would weigh much. */
export function nameCounts(figure) {
  for (const { name, value, nextElementSibling } of figure.querySelectorAll("[data-input=several]")) {
    nextElementSibling.querySelector(".explorer-count").dataset.text = `${name}:${value}`;
  }
}

export default {
  show(el, values) {
    el.checked = values.includes(el.value);
  },
  read: (el) => boxes(el).filter((box) => box.checked).map((box) => box.value),
  fromAddress(text, el) {
    const asked = text.split(",");
    return boxes(el).map((box) => box.value).filter((value) => asked.includes(written(value)));
  },
  toAddress: (values) => values.map(written).join(","),
};

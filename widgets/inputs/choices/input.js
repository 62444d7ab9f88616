// One value in each of several lists of one name; "" in a list is none. Rows that hold the lists may
// change places: data-nth tells the order in which the values are always given.
import { choose, offers } from "../choice/input.js";
import { written } from "../several/input.js";

const lists = (el) => [...el.form.elements]
  .filter((other) => other.name === el.name)
  .sort((one, other) => one.dataset.nth - other.dataset.nth);
const chosen = (el) => lists(el).map((list) => list.value).filter(Boolean);

export default {
  show: (el, values) => choose(el, values.find((value) => offers(el, value)) ?? ""),
  read: chosen,
  // An address written by hand may choose twice in one list: the last counts.
  fromAddress(text, el) {
    const asked = text.split(",").filter(Boolean);
    const chosenIn = (list) => {
      const values = [...list.options].map((option) => option.value);
      return asked.map((each) => values.find((value) => value && written(value) === each)).findLast(Boolean);
    };
    return lists(el).map(chosenIn).filter(Boolean);
  },
  toAddress: (values) => values.map(written).join(","),
};

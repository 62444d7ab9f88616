// What stands below the field of a place: what a name found, and the places that it may mean.

export const NOTHING = { said: [], choices: [], link: "" };

/**
 * Say what a name found, and offer what it may mean.
 *
 * `fill` gives the text of a saying; `choose` is called with the places that a reader has chosen.
 */
export function tell(el, { said, choices, link }, fill = String, choose = undefined) {
  const place = el.closest(".explorer-place");
  const [line, help, list] = ["said", "help", "choices"].map((name) => place.querySelector(`[data-${name}]`));
  line.textContent = said.map(fill).join(" ");
  line.hidden = !said.length;
  help.hidden = !link;
  list.hidden = !choices.length;
  list.replaceChildren(...choices.map(([label, ids]) => {
    const [item, button] = [document.createElement("li"), document.createElement("button")];
    Object.assign(button, { type: "button", textContent: fill(label) });
    button.addEventListener("click", () => choose(ids));
    item.append(button);
    return item;
  }));
}

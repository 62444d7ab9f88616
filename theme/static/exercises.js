// Exercises answered on the page. Python has written what is said to which answer beside each form;
// the words come where the page says that the exercise is open, which is read aloud.
for (const form of document.querySelectorAll("form.typed")) {
  const { right, near, slips, look, agree, noDate, words, at, well, verdicts } = JSON.parse(form.dataset.says);
  const fields = [...form.elements].filter((field) => field.name);
  const box = form.nextElementSibling;

  const value = (field) => {
    if (field.type === "checkbox") return field.checked ? "1" : "";
    if ("date" in field.dataset) return readDate(field.value);
    return near === undefined ? field.value.trim() : Number(field.value.replace(/[\s,%]/g, ""));
  };
  const fits = (one, other) => (near === undefined ? one === other : Math.abs(one - other) <= near);
  const same = (answer, other) => answer.every((each, i) => fits(each, other[i]));

  // The answers that were tried beforehand stand in the order of the choices.
  const tried = () => words[at[fields.reduce((n, { options, selectedIndex }) => n * (options.length - 1) + selectedIndex - 1, 0)]];

  const judged = (answer) => {
    const unread = fields[answer.indexOf(null)];
    if (unread) return noDate.replace("{}", unread.value.trim()).replace("{}", unread.name);
    if (same(answer, right)) return well;
    const slip = slips.find(([wrong]) => same(answer, wrong));
    if (slip) return slip[1];
    if (typeof look === "string") return look;
    const wrong = [...answer.keys()].filter((i) => answer[i] !== right[i]);
    const first = [wrong.find((i) => answer[i]), wrong.find((i) => !answer[i])];
    const again = first.filter((i) => i !== undefined).map((i) => look[i][answer[i]] ?? look[i]["*"]);
    if (agree) again.unshift(agree.replace("{}", answer.length - wrong.length).replace("{}", answer.length));
    return again.join(" ");
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = at ? tried() : judged(fields.map(value));
    const verdict = said === well ? "right" : "again";
    const [sign, title] = verdicts[verdict];
    const made = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
    const mark = made("span", sign);
    mark.ariaHidden = "true";
    const parts = said.split("`").map((text, i) => (i % 2 ? made("code", text) : text));
    box.className = `feedback feedback-${verdict}`;
    box.firstElementChild.replaceChildren(mark, " ", made("strong", title), " ", ...parts);
  });
}

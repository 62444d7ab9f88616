// The start page's picture: a date, the sentence of that date, and what stood then. All of it stands
// on the page already; Python has said what holds from which month on.
const figure = document.getElementById("as-of");
const $ = (css) => [...figure.querySelectorAll(css)];
const months = "January February March April May June July August September October November December".split(" ");
const slider = document.getElementById("as-of-month");
const [now] = $(".asof-grid .now");
const steps = $(".asof-steps > li").map((li) => {
  const words = li.firstElementChild.cloneNode(true); // what is read aloud, without the numbers of sources
  for (const number of words.querySelectorAll(".with-script, button")) number.remove();
  return { li, month: Number(li.dataset.month), date: li.querySelector(".asof-date"), words: words.textContent.trim() };
});
const said = $("[data-says]").map((node) => ({
  node,
  words: node.dataset.says.split("|").map((each) => [Number.parseInt(each, 10), each.slice(each.indexOf(":") + 1)]),
}));
const spans = $("g[data-from], g[data-to], .totals > li").map((node) => ({
  node,
  from: Number(node.dataset.from ?? 0),
  to: Number(node.dataset.to ?? Infinity),
}));

const show = () => {
  const month = Number(slider.value);
  const at = `${((month - slider.min) / (slider.max - slider.min)) * 100}%`;
  now.setAttribute("x1", at);
  now.setAttribute("x2", at);
  const on = steps.findLast((step) => step.month <= month) ?? steps[0];
  const day = `1 ${months[month % 12]} ${Math.floor(month / 12)}`;
  for (const { li } of steps) li.classList.toggle("on", li === on.li);
  on.date.textContent = day;
  for (const { node, words } of said) {
    const [, says] = words.findLast(([from]) => from <= month) ?? words[0];
    if (node.textContent !== says) node.textContent = says;
  }
  for (const { node, from, to } of spans) node.classList.toggle("on", from <= month && month < to);
  slider.setAttribute("aria-valuetext", `${day}. ${on.words}`);
};

slider.addEventListener("input", show);
// A day that is kept for the whole book is the one to begin with.
const kept = /^(\d{4})-(0[1-9]|1[0-2])-\d\d$/.exec(new URLSearchParams(location.search).get("as-of"));
if (kept) slider.value = kept[1] * 12 + Number(kept[2]) - 1;
$("[data-keep]")[0].addEventListener("click", () => {
  const [year, month] = [Math.floor(slider.value / 12), (slider.value % 12) + 1];
  const day = `${year}-${String(month).padStart(2, "0")}-01`;
  document.dispatchEvent(new CustomEvent("keep", { detail: ["as-of", day] }));
});
for (const button of $("[data-step]")) {
  button.addEventListener("click", () => {
    const month = Number(slider.value);
    const next = Number(button.dataset.step) > 0
      ? steps.find((step) => step.month > month)
      : steps.findLast((step) => step.month < month);
    slider.value = next?.month ?? month;
    show();
    $(".asof-said")[0].textContent = slider.getAttribute("aria-valuetext");
  });
}
show();

// A picture of HTML rows: each row folds open to a list of what it holds, and each mark says its item
// of that list where it stands. A mark has `data-tells`, the number of its item.

const NEAR = 24; // px within which the pointer means a mark

const itemOf = (mark) => mark.closest(".explorer-row").querySelectorAll("[data-told]")[mark.dataset.tells];
const marksOf = (row) => [...row.querySelectorAll("[data-tells]")];

function middleOf(mark) {
  const { x, y, width, height } = mark.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}

/** The mark of a row that is nearest to a point, if it is near. */
function nearest(row, x, y) {
  const far = marksOf(row).map((mark) => {
    const [left, top] = middleOf(mark);
    return [Math.hypot(left - x, top - y), mark];
  });
  const [distance, mark] = far.sort(([a], [b]) => a - b)[0] ?? [Infinity];
  return distance < NEAR ? mark : null;
}

/** Let the marks of a figure's picture answer to pointer, tap and key. */
export function answer(figure, facts, listen) {
  const rows = figure.querySelector("[data-picture]");
  const tip = rows.querySelector(".explorer-tip");
  let hot = null;

  function show(mark) {
    if (mark === hot) return;
    for (const each of rows.querySelectorAll("[data-hot]")) delete each.dataset.hot;
    hot = mark;
    tip.hidden = !mark;
    if (!mark) return;
    const item = itemOf(mark);
    item.dataset.hot = mark.dataset.hot = "";
    tip.textContent = (item.querySelector("[data-tip]") ?? item).textContent.replace(/\s+/g, " ").trim();
    const [frame, [x, y]] = [rows.getBoundingClientRect(), middleOf(mark)];
    const half = tip.offsetWidth / 2;
    tip.style.left = `${Math.min(Math.max(x - frame.x, half), frame.width - half)}px`;
    tip.style.top = `${y - frame.y - 12}px`;
  }

  const rowOf = (target) => target.closest(".explorer-row summary")?.parentElement;
  rows.addEventListener("pointermove", ({ target, clientX, clientY, pointerType }) => {
    if (pointerType === "touch") return; // a tap opens the row, where the whole list stands
    const row = rowOf(target);
    show(row ? nearest(row, clientX, clientY) : null);
  }, listen);
  rows.addEventListener("pointerleave", () => show(null), listen);
  addEventListener("resize", () => show(null), listen);
  rows.addEventListener("focusout", () => show(null), listen);
  rows.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(null);
    const row = rowOf(event.target);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!row || !step) return;
    event.preventDefault();
    const marks = marksOf(row).sort((a, b) => middleOf(a)[0] - middleOf(b)[0]);
    const at = marks.indexOf(hot);
    show(at < 0 ? marks.at(step > 0 ? 0 : -1) : marks[Math.min(Math.max(at + step, 0), marks.length - 1)]);
  }, listen);
  rows.addEventListener("click", ({ target, clientX, clientY }) => {
    const row = rowOf(target);
    const mark = row && clientX && nearest(row, clientX, clientY);
    if (!mark) return;
    show(null);
    itemOf(mark).dataset.hot = "";
  }, listen);
}

// The picture as rows of marks. Each is a link to a card below its row; here a press opens the card
// at the mark, arrows walk from mark to mark, and all marks together are one stop of the Tab key.
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };
const LINES = { ArrowUp: -1, ArrowDown: 1 };
const EDGE = 8; // px between a card and the edge of the window
const WIDE = 640; // px: on a narrower window the card is a sheet at its foot

const TITLES = /^(Dr|Mr|Mrs|Ms|Revd)$/; // which give a name no initial

const within = (value, low, high) => Math.max(low, Math.min(value, high));
const middle = ({ left, right }) => (left + right) / 2;

/** The claim that a card shows, in words: after its title and the speaker's line. */
const wordsOf = ({ card }) => card.querySelector("p:nth-of-type(2)").textContent;

/** Two letters for a name: of its first word and its last, or of its only one. */
function initials(name) {
  const words = name.match(/[\p{L}\p{N}]+/gu)?.filter((word) => !TITLES.test(word)) ?? [];
  const letters = words.length === 1 ? words[0].slice(0, 2) : words.map(([first]) => first).join("");
  return (letters.slice(0, 1) + letters.slice(1).slice(-1)).toUpperCase();
}

/** The name of who makes a claim: the title of its card, without the stance. */
export const nameOf = ({ card }) => card.querySelector("h4").textContent.split(":").slice(0, -1).join(":");

/** Give a line the badge of who makes a claim: letters, in a shape and the colour of the stance. */
function badge(line, claim) {
  line.classList.add(claim.stance[0], ...claim.card.querySelector("h4").classList);
  line.dataset.face = initials(nameOf(claim));
}

/** Give a card the badges of who speaks on it. */
function dress(claim, claimOf) {
  const { card, mark } = claim;
  badge(card.querySelector("h4"), claim);
  mark.ariaLabel = `${mark.textContent}: ${wordsOf(claim)}`;
  for (const answer of card.children[1].querySelectorAll("a")) badge(answer.parentElement, claimOf(answer));
}

/** The mark of the line above or below that is nearest to a mark; itself where there is no line. */
function overNext(marks, mark, step) {
  const own = mark.getBoundingClientRect();
  const boxes = marks.map((other) => [other, other.getBoundingClientRect()]);
  const beyond = boxes.filter(([, { top }]) => (top - own.top) * step > 1);
  if (!beyond.length) return mark;
  const line = Math.min(...beyond.map(([, { top }]) => (top - own.top) * step));
  const near = beyond.filter(([, { top }]) => (top - own.top) * step < line + 1);
  const far = ([, box]) => Math.abs(middle(box) - middle(own));
  return near.reduce((best, each) => (far(each) < far(best) ? each : best))[0];
}

/** Put a card beside its mark: below, above, or where it fits. */
function place(panel, mark) {
  panel.style.left = panel.style.top = "";
  if (innerWidth < WIDE) {
    if (mark.getBoundingClientRect().bottom > innerHeight - panel.offsetHeight) mark.scrollIntoView();
    return;
  }
  const { left, top, bottom } = mark.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = bottom + EDGE + height < innerHeight;
  const above = top - EDGE - height > 0;
  const y = below ? bottom + EDGE : above ? top - EDGE - height : within(top, EDGE, innerHeight - height - EDGE);
  const beside = below || above ? left : left + width + 40 < innerWidth ? left + 40 : left - width - EDGE;
  panel.style.left = `${within(beside, EDGE, innerWidth - width - EDGE)}px`;
  panel.style.top = `${y}px`;
}

/**
 * Let the sources of cards open at the very passage. The words by which a passage is found are long
 * for a page and asked for late, so they come with the chart; until then a source opens at its top.
 */
async function leadToPassages(claims, loadChart) {
  const { passages } = (await loadChart()).usermeta;
  claims.forEach(({ card }, i) => {
    const source = passages[i] && card.querySelector("small > a:not([href^='#'])");
    if (source) source.hash = `:~:text=${encodeURIComponent(passages[i])}`;
  });
}

/** Make the marks of a figure answer. Returns what draws them, by the claims that are shown. */
export function enliven(figure, claims, listen, loadChart) {
  const panel = figure.querySelector("[popover]");
  const [before, next] = panel.querySelectorAll("button[data-step]");
  const link = panel.querySelector("p > a");
  const marks = [...figure.querySelectorAll(".explorer-cells a")];
  const byAddress = new Map(claims.map((claim) => [claim.mark.getAttribute("href"), claim]));
  let at;
  let passages;

  const isSeen = (mark) => !mark.inert && !mark.closest("[hidden]");
  const seen = () => marks.filter(isSeen);
  const claimOf = (el) => byAddress.get(el?.getAttribute("href"));
  /** Let the Tab key stop at one mark. */
  function point(mark) {
    if (at) at.tabIndex = -1;
    at = mark;
    at.tabIndex = 0;
  }
  function walk(mark) {
    point(mark);
    mark.focus();
  }

  /** Return a copy of a card, with the words of the claims that it names. */
  function copyOf({ card }) {
    const copy = card.cloneNode(true);
    copy.removeAttribute("id");
    copy.hidden = false;
    for (const named of copy.querySelectorAll('a[href^="#"]')) {
      const answer = named.closest("p");
      const words = document.createElement(answer ? "p" : "span");
      words.textContent = wordsOf(claimOf(named));
      (answer ?? named).after(words);
    }
    return copy;
  }

  /** Load the words of all passages, once somebody reads a card. */
  function lead() {
    passages ??= leadToPassages(claims, loadChart).catch(() => (passages = undefined));
    return passages;
  }

  async function open(claim) {
    const was = figure.querySelector(".explorer-cells .on");
    if (was) was.classList.remove("on");
    dress(claim, claimOf);
    const copy = copyOf(claim);
    panel.firstElementChild.replaceChildren(copy);
    panel.setAttribute("aria-label", copy.querySelector("h4").textContent);
    link.setAttribute("href", claim.mark.getAttribute("href"));
    point(claim.mark);
    claim.mark.classList.add("on");
    const all = seen();
    before.disabled = all[0] === at;
    next.disabled = all.at(-1) === at;
    if (!panel.matches(":popover-open")) panel.showPopover();
    panel.scrollTop = 0;
    place(panel, at);
    panel.focus({ preventScroll: true });
    await lead();
    const [source, led] = [copy, claim.card].map((card) => card.querySelector("small > a"));
    if (source) source.href = led.getAttribute("href");
  }

  const onClick = (event) => {
    const to = event.target.closest('a[href^="#"]');
    const step = event.target.closest("button[data-step]");
    if (step) {
      const all = seen();
      open(claimOf(all[within(all.indexOf(at) + Number(step.dataset.step), 0, all.length - 1)]));
    } else if (event.target.closest("[data-close]") || to === link) panel.hidePopover();
    else if (panel.showPopover && claimOf(to) && (marks.includes(to) || panel.contains(to))) {
      event.preventDefault();
      open(claimOf(to));
    }
  };

  const onKey = (event) => {
    const mark = event.target.closest(".explorer-cells a");
    if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = seen();
    const to = event.key in STEPS ? all[within(all.indexOf(mark) + STEPS[event.key], 0, all.length - 1)]
      : event.key in LINES ? overNext(all, mark, LINES[event.key])
      : { Home: all[0], End: all.at(-1) }[event.key];
    if (!to) return;
    event.preventDefault();
    walk(to);
  };

  for (const mark of marks) mark.tabIndex = -1;
  point(marks[0]);
  const rows = figure.querySelector("[data-picture]");
  rows.addEventListener("click", onClick, listen);
  rows.addEventListener("toggle", ({ target }) => target.matches("details") && lead(), { ...listen, capture: true });
  rows.addEventListener("keydown", onKey, listen);
  rows.addEventListener("focusin", ({ target }) => marks.includes(target) && point(target), listen);
  rows.addEventListener("pointerover", ({ target }) => {
    if (claimOf(target) && !target.title && marks.includes(target)) target.title = wordsOf(claimOf(target));
  }, listen);
  panel.addEventListener("beforetoggle", ({ newState }) => {
    if (newState === "open") return;
    at.classList.remove("on");
    if (panel.contains(panel.getRootNode().activeElement)) at.focus({ preventScroll: true });
  }, listen);
  // A screen reader hears which claim a mark is, once the page has time for it.
  const late = setTimeout(() => claims.forEach((claim) => dress(claim, claimOf)), 500);
  listen.signal.addEventListener("abort", () => clearTimeout(late));
  return (shown) => {
    const rows = new Set(claims.filter((_, i) => shown[i]).map(({ topic }) => topic[0]));
    claims.forEach(({ mark, topic }, i) => {
      // In a row that is left out whole they stay as they are: hundreds would be styled for nothing.
      if (rows.has(topic[0]) && mark.inert === Boolean(shown[i])) mark.inert = !shown[i];
    });
    if (!isSeen(at)) point(seen()[0] ?? at);
  };
}

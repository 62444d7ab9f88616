// The core of every figure. Python has rendered the figure whole; this binds what stands there:
// controls to traits, traits to the chart's signals, and to the sentences and rows beside it. It
// builds no layout. It runs in two hosts: in Jupyter through jupyter.js, and on the site through
// page.js, which gives it a model of the same shape.
//
// A topic's model.js exports by default an object with
//   says(state, facts)          { sentences, description, texts }: sayings, as `says` of figure.py
// and, where it needs them:
//   cells(state, row, facts)    by data-cell, what the cells of a row say that follow the state
//   items(state, facts)         the set of data-item that stay in view
//   marks(state, facts)         for a picture of HTML rows: by data-mark, the attributes of each mark
//                               that follow from the state, as `marks` of figure.py
//   signals(state, facts, fill) signals of the chart that follow from the inputs; `fill` gives the
//                               text of a saying
//   prepare(figure, facts)      read from the page, once, what the facts leave out
//   ahead(facts)                work out what every change needs, before the first one
//   everything(facts)           inputs with the values at which no item is hidden
//   enliven(figure, facts, listen, loadChart)  make parts answer that only this topic has; `listen`
//                               are the options of every listener. Returns what draws these parts at
//                               a state
import { nameCounts } from "../inputs/several/input.js";
import { people } from "./formats.js";
import { controlsOf, kindOf, nameOf } from "./inputs.js";
import { filler } from "./messages.js";

const IDLE = 400; // ms without a change after which a screen reader is told the sentence
const LINE = 79; // longer calls are written with one argument a line
const DOUBT = 1000; // ms after which what was typed is wrong, and not only unfinished

/** The name of an item that may be hidden: one with an address of its own goes by that. */
const keyOf = (item) => item.dataset.item || item.id;

export const isEqual = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Write a text where another one stands: the same text anew would cost its table a new layout. */
function write(el, text) {
  if (el.textContent !== text) el.textContent = text;
}

/** Say beside a control what was expected of it; an empty text takes that back. */
function complain(el, problem) {
  if (el.validationMessage === problem) return;
  el.setCustomValidity(problem);
  el.setAttribute("aria-invalid", String(problem !== ""));
  const place = el.parentElement.querySelector("[data-problem]");
  if (place) Object.assign(place, { textContent: problem, hidden: problem === "" });
}

/** How Python writes the value of an input, as figure.py does. */
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "number") return people(value).replaceAll(",", "_");
  if (typeof value === "string") return JSON.stringify(value);
  return { null: "None", true: "True", false: "False" }[value];
}

/** The call that makes the figure anew in Python, at the setting it is at. */
function toPython(topic, fixed, state, fresh, follows) {
  const given = Object.keys(state).filter((key) => !isEqual(state[key], fresh[key]) && !follows.has(key));
  const all = [...fixed, ...given.map((key) => `${key}=${literal(state[key])}`)];
  const call = (open, between, close) => `widgets.${topic}(${open}${all.join(between)}${close})`;
  const line = call("", ", ", "");
  return line.length > LINE ? call("\n    ", ",\n    ", ",\n") : line;
}

/** Copy as by hand, which needs no permission, no secure page and no network. */
function copy(part) {
  if (part.select) part.select();
  else getSelection().selectAllChildren(part);
  return document.execCommand("copy");
}

/** The code of a frame that shows an address. */
function frameOf(address, title) {
  const frame = document.createElement("iframe");
  for (const [name, value] of Object.entries({ src: address, title, width: "100%", height: "900", loading: "lazy" })) {
    frame.setAttribute(name, value);
  }
  return frame.outerHTML;
}

/** Hand the address of a figure as it stands to a person, or to another program. */
function offerLink(figure, model, listen) {
  const [copier, sharer] = ["link", "share"].map((name) => figure.querySelector(`button[data-${name}]`));
  const field = figure.querySelector(".explorer-link input");
  const status = figure.querySelector(".explorer-tools [role=status]");
  if (!model.link) return; // in Jupyter a figure has no address
  copier.hidden = false;
  sharer.hidden = !navigator.share;
  copier.addEventListener("click", () => {
    field.parentElement.hidden = false;
    field.value = model.link();
    const { copied, selected } = copier.dataset;
    status.textContent = copy(field) ? copied : selected;
  }, listen);
  sharer.addEventListener("click", () => {
    const title = figure.querySelector(".explorer-title").textContent;
    navigator.share({ title, url: model.link() }).catch(() => {}); // a reader may think better of it
  }, listen);
}

/**
 * The other inputs that change with one, where a choice implies the value of an input.
 *
 * `implies` has, by the choice, the other input's name and its value for each option.
 */
export function settle(state, changed, implies) {
  for (const [choice, [other, values]] of Object.entries(implies)) {
    const value = values[state[choice]];
    if (value === undefined || value === state[other]) continue;
    if (changed === choice) return { [other]: value };
    if (changed === other) return { [choice]: "" };
  }
  return {};
}

/** Write on a mark what follows from the state; true and false are there, and not there. */
function writeOn(mark, { text, order, ...attributes }, textOf) {
  if (text !== undefined) write(mark, textOf(text));
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) mark.removeAttribute(name);
    else mark.setAttribute(name, value === true ? "" : value);
  }
}

/** Show marks in their order. To move one in the page takes longer: see `putInOrder`. */
function showInOrder(ordered) {
  for (const [order, { style }] of ordered) if (style.order !== String(order)) style.order = order;
}

/** Put marks, which are all that their parent holds, in their order; the focus stays where it is. */
function putInOrder(ordered) {
  const focused = ordered[0]?.[1].getRootNode().activeElement;
  ordered.sort(([a], [b]) => a - b).reduceRight((next, [, mark]) => {
    if (mark.nextElementSibling !== next) mark.parentElement.insertBefore(mark, next);
    return mark;
  }, null);
  focused?.focus({ preventScroll: true });
}

/** How far below the top of the window a part stands; none where a reader does not see it. */
function topOf(part) {
  if (!part?.getClientRects().length) return undefined;
  const { top, bottom } = part.getBoundingClientRect();
  return bottom > 0 && top < innerHeight ? top : undefined;
}

/** The element that scrolls the figure of a part: in JupyterLab the notebook, else the page. */
function scrollerOf(part) {
  for (let el = part.closest(".explorer").parentElement; el && el !== document.body; el = el.parentElement) {
    if (el.scrollHeight > el.clientHeight && /auto|scroll/.test(getComputedStyle(el).overflowY)) return el;
  }
  return document.scrollingElement;
}

/** Do what makes the page longer or shorter; a part in view stays where the reader sees it. */
function holdStill(part, act) {
  const before = topOf(part);
  act();
  if (before === undefined || !part.getClientRects().length) return;
  const moved = part.getBoundingClientRect().top - before;
  if (Math.abs(moved) >= 1) scrollerOf(part).scrollBy({ top: moved, behavior: "instant" });
}

const afterPaint = (act) => requestAnimationFrame(() => setTimeout(act));

/** A function that does something after a wait, once for all calls meanwhile; none when it is over. */
function together(wait, over, act) {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    wait(() => {
      waits = false;
      if (!over.aborted) act();
    });
  };
}

/** What a topic says, and the answer in short, as Says of parts.py. */
export const whole = ({ sentences, description, texts }) => ({
  sentences, description, texts: { now: sentences.find(Boolean) ?? "", ...texts },
});

/** What Python says to a figure beside its markup. */
export const dataOf = (figure) =>
  JSON.parse(figure.querySelector('script[type="application/json"]').textContent);

/**
 * Bind a figure to a model. Returns the function that lets go of it.
 *
 * `words` are the live messages of the topic. `load` brings the script that draws with the
 * specification of the chart, and `loadChart` that specification alone.
 */
export function bind(figure, model, topic, words, load, loadChart) {
  const { state: start, new: fresh, fixed, file, facts } = dataOf(figure);
  const { implies } = facts;
  topic.prepare?.(figure, facts);
  const fill = filler(words);
  const textOf = (saying) => (saying && typeof saying === "object" ? fill(saying) : String(saying ?? ""));
  const names = Object.keys(start);
  const form = figure.querySelector("form");
  const output = figure.querySelector("output");
  const picture = figure.querySelector("[data-picture]");
  const letGo = new AbortController();
  const saysOf = (now) => whole(topic.says(now, facts));
  const state = () => Object.fromEntries(names.map((name) => [name, model.get(name)]));
  // Found once: a long list makes every search of the figure slow.
  const items = [...figure.querySelectorAll("[data-item]")].map((item) => [keyOf(item), item]);
  nameCounts(figure);
  const labelled = figure.querySelectorAll("[data-text]");
  const short = figure.querySelector('[data-text="now"]');
  const code = figure.querySelector("[data-code]");
  const embed = figure.querySelector(".explorer-embed");
  const groups = [...figure.querySelectorAll("[data-when]")].filter((part) => part.dataset.when);
  const rows = [...figure.querySelectorAll("[data-row]")].map((row) => ({
    dataset: row.dataset,
    cells: new Map([...row.querySelectorAll("[data-cell]")].map((cell) => [cell.dataset.cell, cell])),
  }));
  const marks = new Map([...figure.querySelectorAll("[data-mark]")].map((el) => [el.dataset.mark, el]));
  const marked = { ...topic.marks?.(start, facts) }; // what each mark was last given
  const controls = controlsOf(form);
  const presets = figure.querySelectorAll("button[aria-pressed]");
  controls.forEach(kindOf); // a kind that nobody knows is told of now
  const isDrawn = picture.dataset.picture === "drawn";
  let drawn = picture.querySelector("svg");
  let view = null;
  let frame;
  let signalled;
  let idle;
  let doubt;
  let rest;
  let drawOwn;
  let used; // the control that the reader used last
  const read = (el) => kindOf(el).read(el);
  const isBad = (el) => el.dataset.input && read(el) === undefined;
  const isTyped = (el) => /text|search|date/.test(el.type);

  function onInput({ target }) {
    const name = nameOf(target);
    if (!target.dataset.input || !names.includes(name)) return;
    clearTimeout(doubt);
    const value = read(target);
    if (value === undefined) {
      doubt = setTimeout(() => isBad(target) && complain(target, target.dataset.expected), DOUBT);
      return;
    }
    complain(target, "");
    used = target;
    change({ [name]: value, ...settle({ ...state(), [name]: value }, name, implies) });
  }

  function change(values) {
    for (const [name, value] of Object.entries(values)) {
      if (!isEqual(model.get(name), value)) model.set(name, value);
    }
    model.save_changes();
  }

  function showInputs(now) {
    const { activeElement } = figure.getRootNode();
    for (const el of controls) {
      // Never rewrite what a person is typing.
      if (el === activeElement && isTyped(el)) continue;
      kindOf(el).show(el, now[nameOf(el)]);
      complain(el, "");
    }
    form.dispatchEvent(new Event("shown"));
    for (const button of presets) {
      const values = Object.entries(JSON.parse(button.dataset.preset));
      button.ariaPressed = String(values.every(([name, value]) => isEqual(now[name], value)));
    }
  }

  function showWords({ sentences, description, texts }) {
    // aria-busy keeps a screen reader quiet while a slider moves; the sentence itself is at once.
    output.setAttribute("aria-busy", "true");
    clearTimeout(idle);
    idle = setTimeout(() => output.setAttribute("aria-busy", "false"), IDLE);
    sentences.forEach((saying, i) => {
      write(output.children[i], textOf(saying));
      output.children[i].hidden = !saying;
    });
    write(short, textOf(texts.now));
    picture.setAttribute("aria-label", textOf(description));
  }

  function showRows(now) {
    for (const part of groups) {
      const [name, value] = part.dataset.when.split(":");
      const hide = now[name] !== value;
      if (part.hidden !== hide) part.hidden = hide;
    }
    if (!topic.cells) return;
    for (const row of rows) {
      for (const [name, saying] of Object.entries(topic.cells(now, row.dataset, facts))) {
        const cell = row.cells.get(name);
        if (!cell) continue;
        const text = textOf(saying);
        write(cell, text);
        if ("value" in cell.dataset) cell.dataset.value = text;
        // A sheet tells cells apart by what they say and not by how it is worded.
        if (cell.dataset.says) Object.assign(cell.dataset, { says: saying.say, is: saying[cell.dataset.of] });
      }
    }
  }

  function showItems(now) {
    const shown = topic.items?.(now, facts);
    for (const [key, item] of items) {
      const hide = !shown.has(key);
      if (item.hidden !== hide) item.hidden = hide;
    }
  }

  function showTexts(now, { texts }) {
    for (const part of labelled) write(part, textOf(texts[part.dataset.text]));
    const follows = Object.entries(implies)
      .filter(([choice, [, values]]) => now[choice] in values)
      .map(([, [other]]) => other);
    if (embed.open) showEmbed();
    write(code, toPython(figure.dataset.explorer, fixed, now, { ...start, ...fresh }, new Set(follows)));
  }

  function showEmbed() {
    write(embed.querySelector("code"), frameOf(model.embed(), figure.querySelector(".explorer-title").textContent));
  }

  function showMarks(now) {
    const ordered = [];
    for (const [name, values] of Object.entries(topic.marks?.(now, facts) ?? {})) {
      const mark = marks.get(name);
      if (values.order !== undefined) ordered.push([values.order, mark]);
      if (isEqual(values, marked[name])) continue;
      marked[name] = values;
      writeOn(mark, values, textOf);
    }
    showInOrder(ordered);
    // The way of the keyboard and of a screen reader follows when the reader rests.
    clearTimeout(rest);
    rest = setTimeout(() => holdStill(used, () => putInOrder(ordered)), IDLE);
    drawOwn?.(now);
  }

  async function showPicture(now) {
    if (!view) return;
    const signals = { ...now, ...topic.signals?.(now, facts, fill) };
    for (const name of signalled) view.signal(name, signals[name]);
    await view.runAsync();
  }

  // Rows and picture follow when the words have been painted: a slow machine holds back no answer.
  const showTheRest = together(afterPaint, letGo.signal, () => {
    const now = state();
    holdStill(used, () => {
      showRows(now);
      showItems(now);
      showTexts(now, saysOf(now));
      showMarks(now);
    });
    if (isDrawn) draw();
    showPicture(now);
  });
  const refresh = together(queueMicrotask, letGo.signal, () => {
    const now = state();
    holdStill(used, () => {
      showInputs(now);
      showWords(saysOf(now));
    });
    showTheRest();
  });

  // The script that draws is large: it is fetched when a figure comes near, or is used; for a
  // picture of HTML rows, when a reader wants it as a file at another setting than the printed one.
  let drawing;
  function draw() {
    drawing ??= (async () => {
      const { vegaEmbed, spec } = await load();
      if (letGo.signal.aborted) return;
      signalled = (spec.params ?? []).map(({ name }) => name);
      ({ frame } = spec.usermeta);
      const place = document.createElement("div");
      ({ view } = await vegaEmbed(place, spec, {
        mode: "vega-lite", ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: false,
      }));
      await showPicture(state());
      drawn = place.querySelector("svg");
      drawn.removeAttribute("width");
      drawn.removeAttribute("height");
      if (!isDrawn) return;
      topic.ahead?.(facts);
      picture.querySelector("svg").replaceWith(drawn);
      figure.dataset.drawn = "";
    })().catch((error) => {
      drawing = undefined; // a later change may find the network back
      console.info(`${figure.id}: the picture stays as printed (${error.message})`);
    });
    return drawing;
  }
  // An item has an address: who follows a link to it sees it, whatever was hidden.
  async function showTarget() {
    const [, target] = items.find(([, { id }]) => id && id === location.hash.slice(1)) ?? [];
    if (!target || !topic.everything) return;
    if (target.hidden) change(topic.everything(facts));
    await null; // by now the rest is waiting for its turn, and
    await new Promise(afterPaint); // by then the list is whole again
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  }

  function comesNear() {
    if (isDrawn) draw();
    else afterPaint(() => topic.ahead?.(facts));
  }

  const near = new IntersectionObserver(
    (entries) => entries.some((entry) => entry.isIntersecting) && (near.disconnect(), comesNear()),
    { rootMargin: "200px" },
  );
  near.observe(picture);

  const listen = { signal: letGo.signal };
  form.addEventListener("submit", (event) => event.preventDefault(), listen);
  form.addEventListener("input", onInput, listen);
  form.addEventListener("focusout", ({ target }) => isBad(target) || showInputs(state()), listen);
  for (const button of figure.querySelectorAll("button[data-preset]")) {
    button.addEventListener("click", () => {
      used = button;
      change(JSON.parse(button.dataset.preset));
    }, listen);
  }
  for (const link of figure.querySelectorAll("a[data-download]")) {
    link.addEventListener("click", (event) => download(event, link), listen);
  }
  const copier = figure.querySelector("button[data-copy]");
  copier.hidden = false;
  copier.addEventListener("click", () => {
    const { copied, selected } = copier.dataset;
    copier.nextElementSibling.textContent = copy(code.parentElement) ? copied : selected;
  }, listen);
  offerLink(figure, model, listen);
  embed.hidden = !model.embed?.();
  embed.addEventListener("toggle", () => embed.open && showEmbed(), listen);
  addEventListener("hashchange", showTarget, listen);
  for (const name of names) model.on(`change:${name}`, refresh);

  for (const fieldset of figure.querySelectorAll("fieldset")) fieldset.disabled = false;
  /** Give the rows or the picture that the reader sees, as a file. */
  async function download(event, { dataset }) {
    const kind = dataset.download;
    const asPrinted = model.link && isEqual(state(), start);
    if (kind === "svg" && !isDrawn && asPrinted) return; // the link leads to that file
    event.preventDefault();
    if (kind === "csv") {
      save(toCSV(figure, file), "text/csv;charset=utf-8", `${figure.id}-figure.csv`);
      return;
    }
    if (!isDrawn) await draw();
    if (!figure.isConnected) return; // it has gone while the script came
    await showPicture(state());
    const address = model.publicLink?.() ?? "";
    save(toSVG(drawn, frame, short.textContent, address), "image/svg+xml", `${figure.id}-figure.svg`);
  }

  drawOwn = topic.enliven?.(figure, facts, listen, loadChart);
  const now = state();
  showInputs(now);
  showRows(now);
  showItems(now);
  showTexts(now, saysOf(now));
  showMarks(now);
  if (names.some((name) => !isEqual(now[name], start[name]))) refresh();
  showTarget();
  if (!isDrawn) figure.dataset.drawn = "";
  figure.dataset.ready = "";

  return () => {
    letGo.abort();
    near.disconnect();
    clearTimeout(idle);
    clearTimeout(doubt);
    clearTimeout(rest);
    for (const name of names) model.off(`change:${name}`, refresh);
    view?.finalize();
  };
}

/** Offer a text as a file. */
function save(text, type, name) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** The rows that are shown, each with the addresses of its sources, as `to_csv` of figure.py. */
function toCSV(figure, [columns, licence]) {
  const table = figure.querySelector(".explorer-table table");
  const quote = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = [...table.rows].filter((row) => !row.closest("[hidden]") && !row.dataset.heading);
  const valued = (el) => el.closest("[data-value]") ?? el.querySelector("[data-value]");
  const cell = (el) => valued(el)?.dataset.value ?? el.textContent.replace(/\s+/g, " ").trim();
  const links = 'a[href^="http"]';
  const sourcesOf = ({ dataset }) => figure.querySelector(`.explorer-row[data-row="${dataset.row}"]`)
    ?? figure.querySelector(".explorer-sources");
  const addresses = (row) => {
    const found = (table.querySelector(links) ? row : sourcesOf(row)).querySelectorAll(links);
    return [...new Set([...found].map((link) => link.getAttribute("href")))].join(" ");
  };
  const more = (row) => (row.dataset.row ? [addresses(row), licence] : columns);
  const lines = rows.map((row) => [...[...row.cells].map(cell), ...more(row)].map(quote).join(","));
  return `\ufeff${lines.join("\n")}\n`; // the mark tells a spreadsheet which letters these are
}

/** What the browser has drawn, with the words around it, as framing.py does. */
function toSVG(svg, { above, top, below, bottom, letters }, answer, address) {
  const drawing = svg.cloneNode(true);
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  for (const [name, value] of Object.entries({ y: top, width, height })) drawing.setAttribute(name, value);
  const tall = top + height + bottom;
  const last = [];
  for (const word of answer.split(/\s+/)) {
    const line = `${last.at(-1)} ${word}`;
    if (last.length && line.length <= letters) last.splice(-1, 1, line);
    else last.push(word);
  }
  last.push(...(address.match(new RegExp(`.{1,${letters}}`, "g")) ?? []));
  const node = document.createElement("p"); // which knows what to write for "&"
  const line = (text, place) => {
    node.textContent = text;
    return `<text x="8" y="${tall + 14 * place + 7}" font-family="system-ui, sans-serif" font-size="10.5" fill="#17212b">${node.innerHTML}</text>`;
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall + 14 * last.length + 7}">`
    + `<rect width="100%" height="100%" fill="#fff"/>${above}${new XMLSerializer().serializeToString(drawing)}`
    + `<g transform="translate(0 ${top + height})">${below}</g>${last.map(line).join("")}</svg>`;
}

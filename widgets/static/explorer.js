// The core of every explorer. Python has rendered the figure whole; this binds what stands there:
// inputs to traits, traits to the chart's signals, and to the sentences and rows beside it. It
// builds no layout. It runs in two hosts: in Jupyter through jupyter.js, and on the site through
// page.js, which gives it a model of the same shape.
//
// A topic module exports `topic` with:
//   sentences(state, facts)       the words of the <output>, one string for each of its paragraphs
//   description(state, facts)     the accessible name of the picture
//   settle(state, changed, facts) other inputs that must change with the one just changed
//   cells(state, row, facts)      text by data-cell for the cells of a row that follow the state
// and, where it needs them:
//   items(state, facts)           the set of data-item that stay in view
//   texts(state, facts)           text by data-text, for counts and headings
//   signals(state, facts)         signals of the chart that follow from the inputs
//   prepare(figure, facts)        read from the page, once, what the facts leave out
//   ahead(facts)                  work out what every change needs, before the first one
//   everything(facts)             inputs with the values at which no item is hidden

const IDLE = 400; // ms without a change after which a screen reader is told the sentence
const LINE = 79; // longer calls are written with one argument a line
const DOUBT = 1000; // ms after which what was typed is wrong, and not only unfinished

/** A whole number of people, as printed: 430000 -> "430,000". */
export function people(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number of people, as said: 2845985 -> "2.8 million", 318631 -> "319,000". */
export function about(number) {
  if (number >= 999_500) {
    return `${(Math.floor(number / 100_000 + 0.5) / 10).toFixed(1).replace(".0", "")} million`;
  }
  return people(number < 1000 ? number : Math.floor(number / 1000 + 0.5) * 1000);
}

/** How one size compares with another: 1.7 -> "1.7 times", 0.15 -> "15% of". */
export function times(ratio) {
  if (ratio >= 9.95) return `${people(Math.floor(ratio + 0.5))} times`;
  if (ratio >= 1.05) return `${(Math.floor(ratio * 10 + 0.5) / 10).toFixed(1).replace(".0", "")} times`;
  if (ratio >= 0.95) return "about the same as";
  if (ratio >= 0.01) return `${Math.floor(ratio * 100 + 0.5)}% of`;
  return "less than 1% of";
}

/** Read what a person types for a number: "430,000", "430 000", "2.7 million", "85k". */
export function parseNumber(text) {
  const match = /^([\d\s,]*\.?\d+)\s*(k|m|thousand|million)?$/i.exec(text.trim());
  if (!match) return NaN;
  const scale = { k: 1e3, t: 1e3, m: 1e6 }[(match[2] ?? "").charAt(0).toLowerCase()] ?? 1;
  return Math.round(Number(match[1].replace(/[\s,]/g, "")) * scale);
}

// A slider for numbers of people moves in equal steps of size, not of count; its left end is
// "no number".
const STEPS = 400;
const roundTo2 = (n) => Number(n.toPrecision(2));
const fromSlider = (step, low, high) =>
  step === 0 ? null : roundTo2(low * (high / low) ** ((step - 1) / (STEPS - 1)));
const toSlider = (number, low, high) =>
  number === null ? 0 : Math.round(1 + (STEPS - 1) * Math.log(Math.min(Math.max(number, low), high) / low) / Math.log(high / low));

/** The name of an item that may be hidden: one with an address of its own goes by that. */
export const keyOf = (item) => item.dataset.item || item.id;

/** How each kind of input shows a value and gives one back. `undefined` means "not a value". */
const inputs = {
  // A box stands for itself, or with others of its name for a list of values.
  checkbox: {
    show: (el, value) => { el.checked = Array.isArray(value) ? value.includes(el.value) : value; },
    read: (el, before) => (Array.isArray(before) ? ticked(el) : el.checked),
  },
  radio: { show: (el, value) => { el.checked = el.value === value; }, read: (el) => el.value },
  search: { show: (el, value) => { el.value = value; }, read: (el) => el.value },
  // A choice stands for itself, or with others of its name for a list in which "" has no part.
  "select-one": {
    show(el, value) {
      const choice = Array.isArray(value) ? ownIn(el, value) : value;
      if (el.value !== choice) el.value = choice; // even the same one costs the page a layout
    },
    read: (el, before) => (Array.isArray(before) ? chosen(el) : el.value),
  },
  text: {
    show: (el, value) => { el.value = value === null ? "" : people(value); },
    read(el) {
      if (el.value.trim() === "") return null;
      const number = parseNumber(el.value);
      const [low, high] = [Number(el.dataset.low), Number(el.dataset.high)];
      return number >= low && number <= high ? number : undefined;
    },
  },
  range: {
    show(el, value) {
      el.value = toSlider(value, Number(el.dataset.low), Number(el.dataset.high));
      el.setAttribute("aria-valuetext", value === null ? "no number" : `${people(value)} people`);
    },
    read: (el) => fromSlider(Number(el.value), Number(el.dataset.low), Number(el.dataset.high)),
  },
};
const nameOf = (el) => el.name || el.dataset.for;
const ticked = (el) =>
  [...el.form.elements].filter((other) => other.name === el.name && other.checked).map((other) => other.value);
const ownIn = (el, list) =>
  list.find((value) => [...el.options].some((option) => option.value === value)) ?? "";
const chosen = (el) =>
  [...el.form.elements].filter((other) => other.name === el.name && other.value).map((other) => other.value);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Write a text where another one stands: the same text anew would cost its table a new layout. */
function write(el, text) {
  if (el.textContent !== text) el.textContent = text;
}

/** Say beside an input what was expected of it; an empty text takes that back. */
function complain(el, problem) {
  if (el.validationMessage === problem) return;
  el.setCustomValidity(problem);
  el.setAttribute("aria-invalid", String(problem !== ""));
  const place = el.parentElement.querySelector("[data-problem]");
  if (place) Object.assign(place, { textContent: problem, hidden: problem === "" });
}

/** How Python writes the value of an input, as explorer.py does. */
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "number") return people(value).replaceAll(",", "_");
  if (typeof value === "string") return JSON.stringify(value);
  return { null: "None", true: "True", false: "False" }[value];
}

/** The cell that makes the figure anew in Python, in the state it is in. */
function toPython(name, brought, state, fresh, follows) {
  const given = Object.keys(state).filter((key) => !same(state[key], fresh[key]) && !follows.has(key));
  const all = [brought, ...given.map((key) => `${key}=${literal(state[key])}`)].filter(Boolean);
  const call = (open, between, close) => `widgets.${name}(${open}${all.join(between)}${close})`;
  const line = call("", ", ", "");
  return `import widgets\n\n${line.length > LINE ? call("\n    ", ",\n    ", ",\n") : line}`;
}

/** Copy as by hand, which needs no permission, no secure page and no network. */
function copy(part) {
  getSelection().selectAllChildren(part);
  return document.execCommand("copy");
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

/** What Python says to a figure beside its markup: state, facts, and the chart's specification. */
export const dataOf = (figure) =>
  JSON.parse(figure.querySelector('script[type="application/json"]').textContent);

/**
 * Bind a figure to a model. Returns the function that lets go of it.
 *
 * `load` brings the script that draws, and the specification if it does not stand in the figure.
 */
export function bind(figure, model, topic, load) {
  const { state: start, facts, new: fresh, ...given } = dataOf(figure);
  topic.prepare?.(figure, facts);
  const names = Object.keys(start);
  const form = figure.querySelector("form");
  const output = figure.querySelector("output");
  const let_go = new AbortController();
  const state = () => Object.fromEntries(names.map((name) => [name, model.get(name)]));
  // Found once: a long list makes every search of the figure slow.
  const items = figure.querySelectorAll("[data-item]");
  const labelled = figure.querySelectorAll("[data-text]");
  const code = figure.querySelector('[data-text="code"]');
  const groups = figure.querySelectorAll("[data-when]");
  const rows = [...figure.querySelectorAll("tr[data-row]")].map((row) => ({
    dataset: row.dataset,
    cells: new Map([...row.querySelectorAll("[data-cell]")].map((cell) => [cell.dataset.cell, cell])),
  }));
  const fields = [...form.elements].filter((el) => nameOf(el) && inputs[el.type]);
  let view = null;
  let signalled;
  let idle;
  let doubt;
  const read = (el) => inputs[el.type].read(el, model.get(nameOf(el)));
  const isBad = (el) => el.type in inputs && read(el) === undefined;

  function onInput({ target }) {
    const name = nameOf(target);
    if (!names.includes(name)) return;
    clearTimeout(doubt);
    const value = read(target);
    if (value === undefined) {
      doubt = setTimeout(() => isBad(target) && complain(target, target.dataset.expected), DOUBT);
      return;
    }
    complain(target, "");
    const now = { ...state(), [name]: value };
    change({ [name]: value, ...topic.settle(now, name, facts) });
  }

  function change(values) {
    for (const [name, value] of Object.entries(values)) {
      if (!same(model.get(name), value)) model.set(name, value);
    }
    model.save_changes();
  }

  function showInputs(now) {
    for (const el of fields) {
      // Never rewrite what a person is typing.
      if (el === el.getRootNode().activeElement && /text|search/.test(el.type)) continue;
      inputs[el.type].show(el, now[nameOf(el)]);
      complain(el, "");
    }
  }

  function showWords(now) {
    // aria-busy keeps a screen reader quiet while a slider moves; the sentence itself is at once.
    output.setAttribute("aria-busy", "true");
    clearTimeout(idle);
    idle = setTimeout(() => output.setAttribute("aria-busy", "false"), IDLE);
    topic.sentences(now, facts).forEach((text, i) => {
      const p = output.children[i];
      write(p, text);
      p.hidden = text === "";
    });
    figure.querySelector('[role="img"]').setAttribute("aria-label", topic.description(now, facts));
  }

  function showRows(now) {
    for (const part of groups) {
      const [name, value] = part.dataset.when.split(":");
      part.hidden = now[name] !== value;
    }
    for (const row of rows) {
      for (const [name, text] of Object.entries(topic.cells(now, row.dataset, facts))) {
        const cell = row.cells.get(name);
        write(cell, text);
        if ("value" in cell.dataset) cell.dataset.value = text;
      }
    }
  }

  function codeOf(now) {
    const follows = names.flatMap((name) =>
      Object.keys(topic.settle(now, name, facts)).filter((other) => other !== name));
    const { brought } = code.dataset;
    return toPython(figure.dataset.explorer, brought, now, { ...start, ...fresh }, new Set(follows));
  }

  function showItems(now) {
    const shown = topic.items?.(now, facts);
    for (const item of items) {
      const hide = !shown.has(keyOf(item));
      if (item.hidden !== hide) item.hidden = hide;
    }
    const texts = { ...topic.texts?.(now, facts), code: codeOf(now) };
    for (const part of labelled) write(part, texts[part.dataset.text]);
  }

  async function showPicture(now) {
    if (!view) return;
    const signals = { ...now, ...topic.signals?.(now, facts) };
    for (const name of signalled) view.signal(name, signals[name]);
    await view.runAsync();
  }

  // Rows and picture follow when the words have been painted: a slow machine holds back no answer.
  const showTheRest = together(afterPaint, let_go.signal, () => {
    const now = state();
    showRows(now);
    showItems(now);
    draw();
    showPicture(now);
  });
  const refresh = together(queueMicrotask, let_go.signal, () => {
    const now = state();
    showInputs(now);
    showWords(now);
    showTheRest();
  });

  // The script that draws is large: it is fetched when a figure comes near, or is used.
  let drawing;
  function draw() {
    drawing ??= (async () => {
      const { vegaEmbed, spec } = { ...given, ...(await load()) };
      if (let_go.signal.aborted) return;
      signalled = spec.params.map(({ name }) => name);
      const place = document.createElement("div");
      ({ view } = await vegaEmbed(place, spec, {
        mode: "vega-lite", ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: false,
      }));
      await showPicture(state());
      topic.ahead?.(facts);
      const drawn = place.querySelector("svg");
      const there = figure.querySelector("svg");
      drawn.removeAttribute("width");
      drawn.removeAttribute("height");
      there.replaceWith(drawn);
      figure.dataset.drawn = "";
    })().catch((error) => {
      drawing = undefined; // a later change may find the network back
      console.info(`${figure.id}: the picture stays as printed (${error.message})`);
    });
    return drawing;
  }
  // An item has an address: who follows a link to it sees it, whatever was hidden.
  async function showTarget() {
    const target = [...items].find((item) => item.id && item.id === location.hash.slice(1));
    if (!target || !topic.everything) return;
    if (target.hidden) change(topic.everything(facts));
    await null; // by now the rest is waiting for its turn, and
    await new Promise(afterPaint); // by then the list is whole again
    target.scrollIntoView();
  }

  const near = new IntersectionObserver(
    (entries) => entries.some((entry) => entry.isIntersecting) && (near.disconnect(), draw()),
    { rootMargin: "200px" },
  );
  near.observe(figure.querySelector("svg").parentElement);

  const listen = { signal: let_go.signal };
  form.addEventListener("submit", (event) => event.preventDefault(), listen);
  form.addEventListener("input", onInput, listen);
  form.addEventListener("focusout", ({ target }) => isBad(target) || showInputs(state()), listen);
  for (const button of figure.querySelectorAll("button[data-preset]")) {
    button.addEventListener("click", () => change(JSON.parse(button.dataset.preset)), listen);
  }
  for (const link of figure.querySelectorAll("a[data-download]")) {
    link.addEventListener("click", (event) => download(event, figure), listen);
  }
  const copier = figure.querySelector("button[data-copy]");
  copier.hidden = false;
  copier.addEventListener("click", () => {
    const said = copy(code) ? "Copied." : "Selected: copy it with the keyboard.";
    copier.nextElementSibling.textContent = said;
  }, listen);
  addEventListener("hashchange", showTarget, listen);
  for (const name of names) model.on(`change:${name}`, refresh);

  for (const fieldset of form.querySelectorAll("fieldset")) fieldset.disabled = false;
  const now = state();
  showInputs(now);
  showRows(now);
  showItems(now);
  if (names.some((name) => !same(now[name], start[name]))) refresh();
  showTarget();
  figure.dataset.ready = "";

  return () => {
    let_go.abort();
    near.disconnect();
    clearTimeout(idle);
    clearTimeout(doubt);
    for (const name of names) model.off(`change:${name}`, refresh);
    view?.finalize();
  };
}

/** Give the rows or the picture that the reader sees, as a file. */
function download(event, figure) {
  const kind = event.currentTarget.dataset.download;
  const text = kind === "csv" ? toCSV(figure.querySelector("table")) : toSVG(figure.querySelector("svg"));
  const type = kind === "csv" ? "text/csv;charset=utf-8" : "image/svg+xml";
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: `${figure.dataset.explorer}.${kind}` });
  event.preventDefault();
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function toCSV(table) {
  const quote = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = [...table.rows].filter((row) => !row.closest("[hidden]") && !row.dataset.heading);
  const valued = (el) => el.closest("[data-value]") ?? el.querySelector("[data-value]");
  const cell = (el) => quote(valued(el)?.dataset.value ?? el.textContent.replace(/\s+/g, " ").trim());
  return rows.map((row) => [...row.cells].map(cell).join(",")).join("\n") + "\n";
}

function toSVG(svg) {
  const copy = svg.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

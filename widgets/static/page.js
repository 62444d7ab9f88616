// The site's host for explorers: no kernel, so the state lives here and in the page's address.
import { bind, dataOf } from "./explorer.js";

const here = document.currentScript.src;
const SETTLED = 150; // ms without a change after which the address follows

/** The part of a Jupyter widget model that an explorer uses. */
class PageModel {
  constructor(name, start, settle) {
    this.name = name;
    this.start = start;
    const found = readAddress(name, start);
    this.values = { ...start, ...found };
    // An address may name an area without its number, as one written by hand does.
    for (const key of Object.keys(found)) Object.assign(this.values, settle(this.values, key));
    this.listeners = new EventTarget();
  }
  get(key) {
    return this.values[key];
  }
  set(key, value) {
    this.values[key] = value;
    this.listeners.dispatchEvent(new Event(`change:${key}`));
  }
  on(event, listener) {
    this.listeners.addEventListener(event, listener);
  }
  off(event, listener) {
    this.listeners.removeEventListener(event, listener);
  }
  save_changes() {
    // Writing the address takes longer than the rest, and browsers refuse it after 200 in a while.
    clearTimeout(this.settling);
    this.settling = setTimeout(() => writeAddress(this.name, this.start, this.values), SETTLED);
  }
}

/** Read `?NAME.input=value`, each value in the type of its start value; skip what does not fit. */
function readAddress(name, start) {
  const found = {};
  for (const [key, value] of new URLSearchParams(location.search)) {
    const input = key.startsWith(`${name}.`) ? key.slice(name.length + 1) : "";
    if (!Object.hasOwn(start, input)) continue;
    const read = fromText(value, start[input], fieldOf(name, input));
    if (read !== undefined) found[input] = read;
  }
  return found;
}

function fieldOf(name, input) {
  return document.querySelector(`[data-explorer="${name}"] [name="${input}"]`);
}

function fromText(text, start, field) {
  if (Array.isArray(start)) {
    const known = [...field.form.elements]
      .filter((el) => el.name === field.name)
      .flatMap((el) => (el.options ? [...el.options].map((option) => option.value) : el.value));
    return known.filter((value) => value && text.split(",").includes(value));
  }
  if (field.type === "search") return text;
  if (field.type === "radio") return [...field.form.elements[field.name]].some((el) => el.value === text) ? text : undefined;
  if (typeof start === "boolean") return { true: true, false: false }[text];
  if (field.tagName === "SELECT") {
    return [...field.options].some((option) => option.value === text) ? text : undefined;
  }
  if (text === "") return null;
  const number = Number(text);
  return number >= Number(field.dataset.low) && number <= Number(field.dataset.high) ? Math.round(number) : undefined;
}

function writeAddress(name, start, values) {
  const address = new URL(location);
  for (const [key, value] of Object.entries(values)) {
    if (String(value) === String(start[key])) address.searchParams.delete(`${name}.${key}`);
    else address.searchParams.set(`${name}.${key}`, value ?? "");
  }
  history.replaceState(history.state, "", address);
}

/** Load a script that lies beside this one: a module cannot be, on a page opened from the disk. */
function loadScript(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error(`${name} did not load`)));
    script.src = new URL(name, here);
    document.head.append(script);
  });
}

let vega;
const loadVega = () => (vega ??= loadScript("vega.js").catch((error) => {
  vega = undefined; // a later change may find the network back
  throw error;
}));

/** Load what draws: the script for all figures, and the chart of this one. */
async function loadDrawing(figure) {
  const { charts } = figures;
  const { chart } = figure.dataset;
  await Promise.all([loadVega(), chart && !charts[chart] && loadScript(chart)]);
  return { vegaEmbed: globalThis.vegaEmbed, ...(chart && { spec: charts[chart] }) };
}

function bindAll() {
  for (const figure of document.querySelectorAll("[data-explorer]")) {
    const name = figure.dataset.explorer;
    const topic = figures.topics[name];
    const { state, facts } = dataOf(figure);
    const model = new PageModel(name, state, (now, changed) => topic.settle(now, changed, facts));
    bind(figure, model, topic, () => loadDrawing(figure));
  }
}

// The topics' scripts come after this one, and before this event.
document.addEventListener("DOMContentLoaded", bindAll);

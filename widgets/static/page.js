// The site's host for explorers: no kernel, so the state lives here and in the page's address.
import { bind } from "./explorer.js";

/** The part of a Jupyter widget model that an explorer uses. */
class PageModel {
  constructor(name, start) {
    this.name = name;
    this.start = start;
    this.values = { ...start, ...readAddress(name, start) };
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
    writeAddress(this.name, this.start, this.values);
  }
}

/** Read `?NAME.input=value`, each value in the type of its start value; skip what does not fit. */
function readAddress(name, start) {
  const found = {};
  for (const [key, value] of new URLSearchParams(location.search)) {
    const input = key.startsWith(`${name}.`) ? key.slice(name.length + 1) : "";
    if (!(input in start)) continue;
    const read = fromText(value, start[input], fieldOf(name, input));
    if (read !== undefined) found[input] = read;
  }
  return found;
}

function fieldOf(name, input) {
  return document.querySelector(`[data-explorer="${name}"] [name="${input}"]`);
}

function fromText(text, start, field) {
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
    if (value === start[key]) address.searchParams.delete(`${name}.${key}`);
    else address.searchParams.set(`${name}.${key}`, value ?? "");
  }
  history.replaceState(history.state, "", address);
}

let vega;
const loadVega = () => (vega ??= import("./vega.js").then(
  () => globalThis.vegaEmbed,
  (error) => { vega = undefined; throw error; },
));

for (const figure of document.querySelectorAll("[data-explorer]")) {
  const name = figure.dataset.explorer;
  const { topic } = await import(`./${name}.js`);
  const { state } = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  bind(figure, new PageModel(name, state), topic, loadVega);
}

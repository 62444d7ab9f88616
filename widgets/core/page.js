// The site's host for figures: no kernel, so the state lives here and in the page's address.
import { bind, dataOf, settle } from "./bind.js";
import { controlsOf, kindOf, nameOf } from "./inputs.js";

const here = document.currentScript.src;
const SETTLED = 150; // ms without a change after which the address follows

/** The part of a Jupyter widget model that a figure uses. */
class PageModel {
  constructor(figure, { state, facts }) {
    this.name = figure.id;
    this.start = state;
    [this.kept, this.keeps] = figure.dataset.keeps?.split(" ") ?? [];
    this.controls = new Map();
    for (const el of controlsOf(figure.querySelector("form"))) {
      if (!this.controls.has(nameOf(el))) this.controls.set(nameOf(el), el);
    }
    const found = this.readAddress();
    this.values = { ...state, ...found };
    // An address may name an area without its number, as one written by hand does.
    for (const key of Object.keys(found)) Object.assign(this.values, settle(this.values, key, facts.implies));
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
    this.settling = setTimeout(() => this.writeAddress(), SETTLED);
  }

  /** Read `?NAME.input=value`, and what is kept for the whole book; pass over what does not fit. */
  readAddress() {
    const found = {};
    for (const [key, text] of new URLSearchParams(location.search)) {
      const own = key.startsWith(`${this.name}.`) && key.slice(this.name.length + 1);
      const input = own || (key === this.kept && !Object.hasOwn(found, this.keeps) && this.keeps);
      if (!Object.hasOwn(this.start, input)) continue;
      const control = this.controls.get(input); // a list without a value to offer has none
      const value = control && kindOf(control).fromAddress(text, control);
      if (value !== undefined) found[input] = value;
    }
    return found;
  }

  /** The address that opens the figure as it stands, and leads to it: in a frame, its chapter's. */
  link() {
    const { search } = this.address();
    const { home } = document.documentElement.dataset;
    return Object.assign(new URL(home ?? location, location), { search, hash: this.name }).href;
  }

  /** The address of the page that shows the figure alone, as it stands; a frame has none. */
  embed() {
    if (document.documentElement.dataset.home) return "";
    const page = location.pathname.split("/").at(-1).replace(/\.html$/, "");
    const { searchParams } = this.address();
    for (const key of [...searchParams.keys()]) {
      if (!key.startsWith(`${this.name}.`)) searchParams.delete(key);
    }
    const address = new URL(`../embed/${page}-${this.name}.html`, location);
    return Object.assign(address, { search: searchParams }).href;
  }

  /** The same below the public address of the site, or where the web has it; else empty. */
  publicLink() {
    const page = document.querySelector('link[rel="canonical"]');
    const { href, protocol, search, hash } = new URL(this.link());
    if (page) return page.href + search + hash;
    return protocol === "https:" ? href : "";
  }

  writeAddress() {
    history.replaceState(history.state, "", this.address());
  }

  /** The page's address; one at which the figure is not as it was printed leads to the figure. */
  address() {
    const address = new URL(location);
    let moved = false;
    for (const [input, control] of this.controls) {
      const { toAddress } = kindOf(control);
      const [text, start] = [this.values[input], this.start[input]].map(toAddress);
      const key = `${this.name}.${input}`;
      if (text === start) address.searchParams.delete(key);
      else address.searchParams.set(key, text);
      moved ||= text !== start;
    }
    if (moved) address.hash = this.name;
    else if (address.hash === `#${this.name}`) address.hash = "";
    return address;
  }
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

/** Load the chart of a figure. */
async function loadChart({ dataset: { chart } }) {
  if (!figures.charts[chart]) await loadScript(chart);
  return figures.charts[chart];
}

/** Load the script that draws all figures, and the chart of this one. */
async function loadDrawing(figure) {
  const [spec] = await Promise.all([loadChart(figure), loadVega()]);
  return { vegaEmbed: globalThis.vegaEmbed, spec };
}

/** Let a reader keep a choice for the whole book, where the page can: a frame cannot. */
function offerToKeep(figure, model) {
  const button = figure.querySelector("button[data-keep]");
  if (!button || !document.getElementById("kept")) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    document.dispatchEvent(new CustomEvent("keep", { detail: [model.kept, model.get(model.keeps)] }));
  });
}

/** Let a reader find a place by its name. The names are many, and come when a reader turns to the field. */
function offerToFind(el) {
  const place = el.closest(".explorer-place");
  async function begin() {
    el.onfocus = el.oninput = null;
    try {
      if (!figures.findPlaces) await loadScript("places.js");
      figures.findPlaces(el);
    } catch {
      Object.assign(place.querySelector("[data-said]"), { textContent: el.dataset.lost, hidden: false });
      el.oninput = begin; // the next letter may find the network back
    }
  }
  el.onfocus = el.oninput = begin;
  place.dataset.ready = "";
}

/** In a frame a link to another page opens beside it: many sites, and the book's menu, fit no frame. */
function leadOut() {
  if (!document.documentElement.dataset.home) return;
  for (const link of document.querySelectorAll("a[href]:not([href^='#'], [download])")) {
    Object.assign(link, { target: "_blank", rel: "noopener" });
  }
}

function bindAll() {
  leadOut();
  for (const figure of document.querySelectorAll("[data-explorer]")) {
    const { topic, words } = figures.topics[figure.dataset.explorer];
    const model = new PageModel(figure, dataOf(figure));
    bind(figure, model, topic, words, () => loadDrawing(figure), () => loadChart(figure));
    offerToKeep(figure, model);
    figure.querySelectorAll("input[data-find]").forEach(offerToFind);
  }
}

// The topics' scripts come after this one, and before this event.
document.addEventListener("DOMContentLoaded", bindAll);

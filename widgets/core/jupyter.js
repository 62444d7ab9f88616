// Jupyter's host for figures, through anywidget: Python sent the markup and holds the state, and
// the kernel has the script that draws and the figure's chart.
import { bind } from "./bind.js";

/** Return a stream that opens what is gzipped. */
const opened = (bytes) => new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));

/** Open a gzipped script, run it, and return what it exports. */
async function runGzipped(bytes) {
  const script = await new Response(opened(bytes)).blob();
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const exported = await import(/* a module made on the spot */ url);
  URL.revokeObjectURL(url);
  return exported;
}

const PATIENCE = 60_000; // ms: a kernel may be busy with other cells before it answers
const UNASKED = 2000; // ms after which a reader is told how a field comes that is not there yet

/** Ask the kernel for something, and return its answer; without patience, however late it comes. */
function askKernel(model, wanted, gone, patience = PATIENCE) {
  return new Promise((resolve, reject) => {
    gone.addEventListener("abort", () => reject(gone.reason));
    const late = patience && setTimeout(() => reject(new Error("the kernel did not answer")), patience);
    model.on("msg:custom", function answer(content, buffers) {
      if (content.have !== wanted) return;
      clearTimeout(late);
      model.off("msg:custom", answer);
      resolve({ content, buffers });
    });
    model.send({ want: wanted });
  });
}

/** Load the script for all figures of a page. If the figure that asked has gone, another one asks. */
export function loadVega(model, gone) {
  globalThis.explorerVega ??= askKernel(model, "vega", gone)
    .then(({ buffers }) => runGzipped(buffers[0]))
    .catch((error) => {
      globalThis.explorerVega = undefined;
      throw error;
    });
  return globalThis.explorerVega.catch((error) => {
    if (error.name === "AbortError" && !gone.aborted) return loadVega(model, gone);
    throw error;
  });
}

async function loadChart(model, gone) {
  const { content } = await askKernel(model, "chart", gone);
  return content.spec;
}

async function loadDrawing(model, gone) {
  await loadVega(model, gone);
  return { vegaEmbed: globalThis.vegaEmbed, spec: await loadChart(model, gone) };
}

/**
 * Let a reader type a place. The kernel has the names: where none is, as in a notebook that was saved
 * and opened again, they do not come, and the field that could not answer is not shown.
 */
async function offerToFind(figure, model, gone) {
  const fields = figure.querySelectorAll("input[data-find]");
  if (!fields.length) return;
  const hints = figure.querySelectorAll(".explorer-run");
  const hide = (hidden) => hints.forEach((hint) => Object.assign(hint, { hidden }));
  hide(true);
  const late = setTimeout(() => hide(false), UNASKED);
  const { buffers } = await askKernel(model, "places", gone, 0);
  const { default: begin } = await runGzipped(buffers[0]);
  clearTimeout(late);
  hide(true);
  for (const el of fields) {
    begin(el);
    el.closest(".explorer-place").dataset.ready = "";
  }
}

/** JupyterLab takes a key for a command: an arrow leaves the slider, a letter adds a cell. */
function keepFromNotebook(event) {
  if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); // Ctrl+S still saves
}

/** The anywidget host: Python sent the markup, packed; the kernel has what draws. */
export function renderer(topic, words) {
  return async function render({ model, el }) {
    const leave = new AbortController();
    el.innerHTML = await new Response(opened(model.get("markup"))).text();
    const figure = el.querySelector("[data-explorer]");
    figure.addEventListener("keydown", keepFromNotebook);
    const [drawing, chart] = [loadDrawing, loadChart].map((load) => () => load(model, leave.signal));
    const letGo = bind(figure, model, topic, words, drawing, chart);
    offerToFind(figure, model, leave.signal).catch((error) => {
      if (!leave.signal.aborted) console.info(`${figure.id}: no place can be typed (${error.message})`);
    });
    return () => {
      leave.abort();
      letGo();
    };
  };
}

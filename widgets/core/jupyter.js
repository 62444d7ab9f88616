// Jupyter's host for figures, through anywidget: Python sent the markup and holds the state, and
// the kernel has the script that draws and the figure's chart.
import { bind } from "./bind.js";

/** Return a stream that opens what is gzipped. */
const opened = (bytes) => new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));

/** Open a gzipped script and run it. */
async function runGzipped(bytes) {
  const script = await new Response(opened(bytes)).blob();
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  await import(/* a module made on the spot */ url);
  URL.revokeObjectURL(url);
}

const PATIENCE = 60_000; // ms: a kernel may be busy with other cells before it answers

/** Ask the kernel for something, and return its answer. */
function askKernel(model, wanted, gone) {
  return new Promise((resolve, reject) => {
    gone.addEventListener("abort", () => reject(gone.reason));
    const late = setTimeout(() => reject(new Error("the kernel did not answer")), PATIENCE);
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
    return () => {
      leave.abort();
      letGo();
    };
  };
}

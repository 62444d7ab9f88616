// Jupyter's host for explorers, through anywidget: Python sent the markup and holds the state, and
// the kernel has the script that draws.
import { bind } from "./explorer.js";

/** Open a gzipped script and run it, once a page, whoever asks for it. */
async function runGzipped(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const url = URL.createObjectURL(new Blob([await new Response(stream).blob()], { type: "text/javascript" }));
  await import(/* a module made on the spot */ url);
  URL.revokeObjectURL(url);
  return { vegaEmbed: globalThis.vegaEmbed };
}

const PATIENCE = 60_000; // ms: a kernel may be busy with other cells before it answers

function askKernel(model, gone) {
  return new Promise((resolve, reject) => {
    gone.addEventListener("abort", () => reject(gone.reason));
    const late = setTimeout(() => reject(new Error("the kernel did not answer")), PATIENCE);
    model.on("msg:custom", function answer(content, buffers) {
      if (content.have !== "vega") return;
      clearTimeout(late);
      model.off("msg:custom", answer);
      runGzipped(buffers[0]).then(resolve, reject);
    });
    model.send({ want: "vega" });
  });
}

/** The script for all figures of a page. If the one that asked has gone, another one asks. */
function loadOnce(model, gone) {
  globalThis.explorerVega ??= askKernel(model, gone).catch((error) => {
    globalThis.explorerVega = undefined;
    throw error;
  });
  return globalThis.explorerVega.catch((error) => {
    if (error.name === "AbortError" && !gone.aborted) return loadOnce(model, gone);
    throw error;
  });
}

/** JupyterLab takes a key for a command: an arrow leaves the slider, a letter adds a cell. */
function keepFromNotebook(event) {
  if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); // Ctrl+S still saves
}

/** The anywidget host: Python sent the markup, the kernel has the script. */
export function renderer(topic) {
  return function render({ model, el }) {
    el.innerHTML = model.get("html");
    const figure = el.querySelector("[data-explorer]");
    figure.addEventListener("keydown", keepFromNotebook);
    const leave = new AbortController();
    const letGo = bind(figure, model, topic, () => loadOnce(model, leave.signal));
    return () => {
      leave.abort();
      letGo();
    };
  };
}

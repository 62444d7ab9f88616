// A learner's own chart in Jupyter. It shares the loader of the Vega script with the figures:
// whoever asks first, the script comes once for all charts and figures of a page.
import { loadVega } from "./jupyter.js";

const OPTIONS = { mode: "vega-lite", actions: false, renderer: "svg", defaultStyle: false };

async function drawChart({ model, el }, signal) {
  await loadVega(model, signal);
  if (signal.aborted) return undefined;
  const place = document.createElement("div");
  const { view } = await globalThis.vegaEmbed(place, model.get("spec"), { ...OPTIONS, ast: true });
  const svg = place.querySelector("svg");
  svg.setAttribute("aria-hidden", "true"); // one name for the whole, which stands around it
  svg.removeAttribute("height");
  el.replaceChildren(svg);
  el.dataset.drawn = "";
  return view;
}

function render({ model, el }) {
  const leave = new AbortController();
  const chart = document.createElement("div");
  chart.className = "chart";
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", model.get("name"));
  chart.innerHTML = model.get("svg");
  el.append(chart);
  const drawing = drawChart({ model, el: chart }, leave.signal).catch((error) => {
    if (!leave.signal.aborted && !chart.firstChild) chart.textContent = model.get("name");
    console.info(`chart: not drawn by the browser (${error.message})`);
  });
  return () => {
    leave.abort();
    drawing.then((view) => view?.finalize());
  };
}

export default { render };

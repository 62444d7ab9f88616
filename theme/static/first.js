// Runs before a page is painted: light or dark as the reader chose, else as the device says.
(({ dataset }) => {
  let mode = null;
  try {
    mode = localStorage.getItem("mode");
  } catch {
    // a reader may forbid storage
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  dataset.mode = mode ?? "auto";
  dataset.theme = mode === "dark" || (mode !== "light" && dark) ? "dark" : "light";
})(document.documentElement);

// Under `make serve` alone: the server puts this script into each page that it sends. It shows a
// page anew when it has been built, and says over the last good one why a build has failed.
const news = new EventSource("/-/news");
let edition;

news.addEventListener("edition", ({ data }) => {
  if (edition && data !== edition) location.reload();
  edition = data;
  document.getElementById("build-failed")?.remove();
});
news.addEventListener("failed", ({ data }) => {
  const box = document.getElementById("build-failed") ?? document.createElement("section");
  box.id = "build-failed";
  box.setAttribute("role", "alert");
  box.textContent = `The page is as it was before: it cannot be built.\n\n${JSON.parse(data)}`;
  // The policy of the page allows no style in its text; that of an element may be set.
  Object.assign(box.style, {
    position: "fixed", inset: "auto 0 0 0", zIndex: 1000, maxHeight: "50vh", overflow: "auto",
    padding: "1rem", whiteSpace: "pre-wrap", font: "14px/1.5 monospace",
    color: "#fff", background: "#7a0016",
  });
  document.body.append(box);
});

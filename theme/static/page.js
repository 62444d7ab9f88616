// What a page does beside being read: the menu of a phone, light and dark, and copying code.
// Without it the menu stands at the end of the page, and the page is light or dark as the device.
const root = document.documentElement;

// On a narrow screen the menu opens above the page; on a wide one it stands at the side.
const menu = document.getElementById("pst-primary-sidebar");
const wide = matchMedia("(min-width: 60rem)");
const place = () => (wide.matches ? menu.removeAttribute("popover") : menu.setAttribute("popover", ""));
wide.addEventListener("change", place);
place();
menu.addEventListener("toggle", ({ newState }) => {
  if (newState === "open") menu.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
});

// Light, dark, or as the device says.
const choice = document.getElementById("colours");
const device = matchMedia("(prefers-color-scheme: dark)");
const paint = () => {
  const { mode } = root.dataset;
  root.dataset.theme = mode === "dark" || (mode === "auto" && device.matches) ? "dark" : "light";
};
choice.value = root.dataset.mode;
choice.addEventListener("change", () => {
  root.dataset.mode = choice.value;
  paint();
  try {
    localStorage.setItem("mode", choice.value);
  } catch {
    // a reader may forbid storage: the choice then holds for this page
  }
});
device.addEventListener("change", paint);

// Code that a reader may want to take along.
for (const code of document.querySelectorAll("article .highlight > pre, article .highlight-none > pre")) {
  if (code.closest(".cell_output") || !navigator.clipboard) continue;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: "Copy" });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent.trimEnd());
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  code.parentElement.append(button);
}

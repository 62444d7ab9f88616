// What a page does beside being read: the menu of a phone, light and dark, and copying code.
// Without it the menu stands at the end of the page, and the page is light or dark as the device.
{
  const root = document.documentElement;

  // On a narrow screen the menu opens above the page; on a wide one it stands at the side.
  const menu = document.getElementById("pst-primary-sidebar");
  const wide = matchMedia("(min-width: 60rem)");
  const list = menu.querySelector(".bd-links");
  const find = () => {
    const here = list.querySelector("[aria-current]");
    if (!here) return;
    const down = here.getBoundingClientRect().top - list.getBoundingClientRect().top;
    if (down > list.clientHeight / 2) list.scrollTop += down - list.clientHeight / 3;
  };
  const place = () => {
    if (wide.matches) menu.removeAttribute("popover");
    else menu.setAttribute("popover", "");
    find();
  };
  wide.addEventListener("change", place);
  menu.addEventListener("toggle", find);
  place();

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

  // A table that is wider than its place says so, and can be scrolled by keyboard.
  const look = new ResizeObserver((boxes) => {
    for (const { target } of boxes) {
      const more = target.scrollWidth > target.clientWidth + 1;
      target.parentElement.toggleAttribute("data-more", more);
      if (more) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll(".scrolls > div")) look.observe(box);

  // On paper all is open; where the sheet cannot see to that, this does.
  if (!CSS.supports("selector(::details-content)")) {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = [...document.querySelectorAll("article details:not([open])")];
      for (const details of opened) details.open = true;
    });
    addEventListener("afterprint", () => {
      for (const details of opened) details.open = false;
    });
  }

  // What a reader keeps for the whole book has a script of its own, for when something is kept.
  const { script } = document.getElementById("kept").dataset;
  let kept;
  const loadKept = (then) => {
    kept = Object.assign(document.createElement("script"), { src: script, onload: then });
    document.head.append(kept);
  };
  document.addEventListener("keep", ({ detail }) => {
    if (!kept) loadKept(() => document.dispatchEvent(new CustomEvent("keep", { detail })));
  });
  if (/[?&](as-of|area)=/.test(location.search)) loadKept(null);

  // Code that a reader may want to take along.
  for (const code of document.querySelectorAll("article .highlight > pre")) {
    if (code.closest(".cell_output") || !navigator.clipboard) continue; // which the disk may not have
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: "Copy" });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent.trimEnd());
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    code.parentElement.append(button);
  }
}

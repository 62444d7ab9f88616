// What a reader chose once for the whole book: a day, and an area. Both stand in the address of the
// page and go along when a link of the book is followed; nothing of them stays on the device.
{
  const strip = document.getElementById("kept");
  const partOf = Object.fromEntries([...strip.querySelectorAll("[data-kept]")].map((el) => [el.dataset.kept, el]));

  /** The day that is kept, or "" where there is none, or none that the calendar has. */
  function keptDay() {
    const day = new URLSearchParams(location.search).get("as-of") ?? "";
    const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : NaN;
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : "";
  }

  const sayDay = (day) =>
    new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  /** Say of each meaning whether it was in use on a day, and put those that were first. */
  function tell(day) {
    for (const old of document.querySelectorAll(".then")) old.remove();
    if (!day) return;
    const meanings = [...document.querySelectorAll("[data-held]")].map((meaning) => {
      const [from, to] = meaning.dataset.held.split("/");
      return { meaning, from, to, wasInUse: from <= day && (!to || day < to) };
    });
    for (const { meaning, from, to, wasInUse } of meanings) {
      if (!from && !to) continue; // no source says when
      const then = Object.assign(document.createElement("span"), { className: "status then" });
      then.textContent = ` ${wasInUse ? "In use" : "Not in use, as far as we found,"} on ${sayDay(day)}.`;
      meaning.append(then);
    }
    for (const { meaning, wasInUse } of meanings.toReversed()) {
      if (wasInUse && meaning.matches("p")) meaning.parentElement.querySelector("[data-held]").before(meaning);
    }
  }

  let stories;
  /** Load the stories of the areas: a script, because a page on the disk may read nothing else. */
  const loadStories = () => (stories ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: strip.dataset.stories });
    script.addEventListener("load", () => resolve(globalThis.areaStories));
    script.addEventListener("error", reject);
    document.head.append(script);
  }));

  /** Mark what tells of an area: the name of a row or a board, the paragraph of a number. */
  function mark(ids) {
    for (const old of document.querySelectorAll(".mine")) old.classList.remove("mine");
    for (const old of document.querySelectorAll(".mine-says")) old.remove();
    for (const el of document.querySelectorAll("[data-area]")) {
      const place = el.matches("span") ? el.closest("p, li") : el.querySelector(".explorer-row-name, h3");
      if (!ids.includes(el.dataset.area) || !place || place.classList.contains("mine")) continue;
      place.classList.add("mine");
      place.prepend(Object.assign(document.createElement("b"), { className: "mine-says", textContent: "Your area: " }));
    }
  }

  function showDay() {
    const day = keptDay();
    partOf["as-of"].hidden = !day;
    strip.querySelector("[data-day]").textContent = day && sayDay(day);
    tell(day);
  }

  async function showArea() {
    const key = new URLSearchParams(location.search).get("area");
    const known = key ? await loadStories() : {};
    const [name, story, ids] = Object.hasOwn(known, key) ? known[key] : ["", "", []];
    partOf.area.hidden = !name;
    strip.querySelector("[data-area-name]").textContent = name;
    strip.querySelector("[data-story]").textContent = story;
    mark(ids);
  }

  async function show() {
    showDay();
    await showArea().catch(() => {}); // the network may be gone; the page is whole without
    strip.hidden = Object.values(partOf).every(({ hidden }) => hidden);
  }

  function keep(key, value) {
    const address = new URL(location);
    if (value) address.searchParams.set(key, value);
    else address.searchParams.delete(key);
    history.replaceState(history.state, "", address);
    show();
  }

  // A link of the book takes along what is kept just before it is followed, opened anew or copied.
  function takeAlong({ target }) {
    const link = target.closest?.("a[href]");
    if (!link || link.host !== location.host || !link.pathname.endsWith(".html")) return;
    if (link.getAttribute("href").startsWith("#")) return;
    const [here, there] = [new URLSearchParams(location.search), new URL(link.href)];
    for (const key of Object.keys(partOf)) {
      if (here.has(key)) there.searchParams.set(key, here.get(key));
      else there.searchParams.delete(key);
    }
    if (there.href !== link.href) link.href = there.href;
  }

  for (const type of ["click", "auxclick", "contextmenu"]) document.addEventListener(type, takeAlong, true);
  document.addEventListener("keep", ({ detail: [key, value] }) => keep(key, value));
  for (const button of strip.querySelectorAll("[data-drop]")) {
    button.addEventListener("click", () => {
      keep(button.dataset.drop, "");
      const main = document.getElementById("main-content"); // the button that had the focus is gone
      main.tabIndex = -1;
      main.focus({ preventScroll: true });
    });
  }
  show();
}

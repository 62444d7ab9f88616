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

  const NAME = ".explorer-row-name, h3, h4, dd"; // in a part that tells of an area, what bears the mark
  const MOST = 70; // letters of a link to one

  let stories;
  /** Load the stories of the areas: a script, because a page on the disk may read nothing else. */
  const loadStories = () => (stories ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: strip.dataset.stories });
    script.addEventListener("load", () => resolve(globalThis.areaStories));
    script.addEventListener("error", reject);
    document.head.append(script);
  }));

  /** Mark what tells of an area: a row, a board, a claim, an event, the paragraph of a number. */
  function mark(ids) {
    for (const old of document.querySelectorAll(".mine")) old.classList.remove("mine");
    for (const old of document.querySelectorAll(".mine-says")) old.remove();
    const links = new Map();
    for (const el of document.querySelectorAll("[data-area]")) {
      const place = el.matches("p, span") ? el.closest("p, li") : el.querySelector(NAME);
      const isMine = el.dataset.area.split(" ").some((id) => ids.includes(id));
      if (!isMine || !place || place.classList.contains("mine")) continue;
      if (!el.closest("[hidden]")) links.set(...linkTo(el, place));
      place.classList.add("mine");
      place.prepend(Object.assign(document.createElement("b"), { className: "mine-says", textContent: "Your area: " }));
    }
    list([...links]);
  }

  /** The words and the address of a part that tells of an area. */
  function linkTo(el, place) {
    const section = place.matches("dd, .explorer-row-name, h3, h4") ? null : place.closest("section");
    const { textContent } = section?.querySelector("h1, h2, h3") ?? place;
    const words = textContent.replace(/\s+/g, " ").trim().replace(/ ?#$/, ""); // the link of a heading
    const at = section ?? [el, el.querySelector("[id]"), el.closest("[id]")].find((each) => each?.id);
    return [words.length > MOST ? `${words.slice(0, MOST).replace(/\W*\s\S*$/, "")} …` : words, at.id];
  }

  /** List what this page tells of an area. */
  function list(links) {
    const here = strip.querySelector("[data-here]");
    here.hidden = !links.length;
    strip.querySelector("[data-number]").textContent = links.length ? ` (${links.length} on this page)` : "";
    here.querySelector("ul").replaceChildren(...links.map(([words, id]) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("a"), { href: `#${id}`, textContent: words }));
      return item;
    }));
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
    document.documentElement.classList.toggle("keeps", !strip.hidden);
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

// Terms open beside their words, and the margin and its numbers show each other. Numbers open by
// themselves; without this script a term is a link to its entry among the words.
{
  const openable = "showPopover" in HTMLElement.prototype;
  const placed = CSS.supports("position-area", "block-end");
  const wide = matchMedia("(min-width: 40rem)");
  const numberOf = (beside) => beside.parentElement.nextElementSibling.querySelector(`.cite[popovertarget="${beside.dataset.for}"]`);
  let opener;

  // A note stands at what opened it, as the style sheet says. A browser that cannot place it by the
  // sheet is told where; on a narrow screen it stands at the foot.
  const put = (note) => {
    if (placed) {
      opener.style.anchorName = "--opener";
      note.style.positionAnchor = "--opener";
      return;
    }
    const word = [...opener.getClientRects()].at(-1);
    const below = word.bottom < innerHeight * 0.6;
    const left = Math.max(16, Math.min(word.left, innerWidth - 16 - 400));
    const box = { left: `${left}px`, right: "auto", top: below ? `${word.bottom + 6}px` : "auto", bottom: below ? "auto" : `${innerHeight - word.top + 6}px` };
    Object.assign(note.style, wide.matches ? box : { left: "", right: "", top: "", bottom: "" });
  };

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest(".cite, .term, .side [data-for]");
    if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (pressed.dataset.for) {
      numberOf(pressed).click();
    } else if (!openable) {
      if (pressed.matches(".cite")) location.hash = pressed.getAttribute("popovertarget");
    } else {
      if (opener) opener.style.anchorName = "";
      opener = pressed;
      const term = pressed.dataset.pop && document.getElementById(pressed.dataset.pop);
      if (!term) return;
      event.preventDefault();
      if (term.matches(":popover-open")) term.hidePopover();
      else term.showPopover({ source: pressed });
    }
  });

  // Whoever opens a note goes on reading in it, and comes back where they were.
  for (const note of document.querySelectorAll(".source[popover]")) {
    note.tabIndex = -1;
    note.addEventListener("beforetoggle", ({ newState }) => newState === "open" && opener && put(note));
    note.addEventListener("toggle", ({ newState }) => {
      if (newState !== "open") return;
      note.focus({ preventScroll: true });
      const hidden = wide.matches || !opener ? 0 : opener.getBoundingClientRect().bottom + 8 - note.getBoundingClientRect().top;
      if (hidden > 0) scrollBy({ top: hidden, behavior: "instant" });
    });
  }

  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, ({ target }) => {
      const id = target.closest?.(".cite")?.getAttribute("popovertarget") ?? target.closest?.("[data-for]")?.dataset.for;
      for (const old of document.querySelectorAll(":is(.side span, .cite).on")) old.classList.remove("on");
      if (!id) return;
      for (const each of document.querySelectorAll(`[data-for="${id}"], .cite[popovertarget="${id}"]`)) each.classList.add("on");
    });
  }
}

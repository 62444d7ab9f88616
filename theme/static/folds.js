// What is folded opens for who is sent to it, or to the heading above it. Without this a new browser
// does so by itself, an older one not.
{
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    const inside = target.closest("details");
    let moved = false;
    for (let fold = inside; fold; fold = fold.parentElement.closest("details")) {
      moved ||= !fold.open;
      fold.open = true;
    }
    const below = !inside && target.closest(":has(> .folded)")?.querySelector(":scope > .folded");
    if (below) below.open = true;
    if (moved) target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  // Who asks for all events, or for those of a kind, need not open each year.
  const years = document.getElementById("kind-years");
  const open = () => {
    for (const year of document.querySelectorAll(".kinds ~ section > .folded")) year.open = !years.checked;
  };
  years?.closest("fieldset").addEventListener("change", open);
  if (years?.checked === false) open();
}

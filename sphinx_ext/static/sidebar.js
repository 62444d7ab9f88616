// The button above the text. On a narrow screen the theme opens the list of chapters as a dialog; on
// a wide one this hides the list or brings it back.
const toggle = document.querySelector(".primary-toggle");
const sidebar = document.getElementById("pst-primary-sidebar");
const wide = matchMedia("(min-width: 960px)");

function say() {
  if (wide.matches) toggle.setAttribute("aria-expanded", !sidebar.classList.contains("pst-sidebar-hidden"));
  else toggle.removeAttribute("aria-expanded");
}

// In the capturing phase, so that it comes before the theme's own listener.
toggle.addEventListener("click", (event) => {
  if (!wide.matches) return;
  event.stopImmediatePropagation();
  sidebar.classList.toggle("pst-sidebar-hidden");
  say();
}, { capture: true });
wide.addEventListener("change", say);
say();

// Opens the search, and loads what answers when a reader asks for the first time.
{
  const here = document.currentScript.src;
  const dialog = document.getElementById("search-dialog"); // none on the page of results
  let loading;

  // A script and no module: a page that was opened from the disk may load no module.
  const load = () =>
    new Promise((resolve, reject) => {
      const src = new URL("answers.js", here) + new URL(here).search; // with the version of the site
      const script = Object.assign(document.createElement("script"), { src });
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });

  /** Load what a search needs, once; after a failure the next letter tries again. */
  const prepare = async () => {
    loading ??= load().then(() => answers.begin(new URL("..", here)));
    const failed = document.querySelector(".search-failed");
    try {
      await loading;
      failed.hidden = true;
    } catch {
      loading = undefined;
      failed.hidden = false;
    }
  };

  const open = () => {
    if (dialog && !dialog.open) dialog.showModal();
    const field = document.getElementById("search-asked");
    field.focus();
    field.select();
    if (dialog || new URLSearchParams(location.search).has("q")) prepare();
  };

  document.addEventListener("click", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!plain || !event.target.closest(".search-link")) return;
    event.preventDefault();
    open();
  });
  // A key alone, such as "/", would open it for people who speak to their computer.
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  // A browser would first clear the field.
  dialog?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    dialog.close();
  });
  document.querySelector(".search").addEventListener("input", prepare);
  if (!dialog) open();
}

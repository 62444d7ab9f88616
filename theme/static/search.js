// The page of results. Pagefind, which finds, is fetched when there is something to find.
const SOME = 10; // results at a time
const root = new URL("..", document.currentScript.src);
const said = document.getElementById("search-said");
const list = document.getElementById("search-found");
const more = document.getElementById("search-more");
const input = document.querySelector(".bd-article input[name=q]");

/** One result: its name leads there, and the words around what was found stand below. */
function item({ excerpt, meta }) {
  const li = document.createElement("li");
  const link = Object.assign(document.createElement("a"), {
    href: new URL(meta.address, root).href,
    textContent: meta.title,
  });
  const kind = Object.assign(document.createElement("span"), { textContent: meta.kind, className: "search-kind" });
  // Pagefind has escaped everything in the words but its own <mark>.
  const around = Object.assign(document.createElement("p"), { innerHTML: excerpt });
  li.append(kind, " ", link, around);
  return li;
}

function count(number, words) {
  if (number === 0) return `Nothing was found for “${words}”. Try fewer or other words.`;
  return `${number} result${number === 1 ? "" : "s"} for “${words}”.`;
}

/** Add the next results, and lead a keyboard to the first of them. */
async function show(results, from) {
  const found = await Promise.all(results.slice(from, from + SOME).map((result) => result.data()));
  const items = found.map(item);
  list.append(...items);
  if (from) items[0].querySelector("a").focus();
  more.hidden = from + SOME >= results.length;
  more.onclick = () => show(results, from + SOME);
}

async function search(words) {
  said.textContent = `Looking for “${words}” …`;
  const pagefind = await import(new URL("pagefind/pagefind.js", root).href);
  // A chapter is long and a row is short: without this every row would come first.
  await pagefind.options({ excerptLength: 25, ranking: { pageLength: 0.1 } });
  const { results } = await pagefind.search(words);
  await show(results, 0);
  said.textContent = count(results.length, words);
}

const words = new URLSearchParams(location.search).get("q")?.trim() ?? "";
input.value = words;
if (words) {
  document.title = `${words} – ${document.title}`;
  search(words).catch(() => {
    said.textContent = "The search could not be loaded. Is there a connection? The list of words and the timeline need none.";
  });
} else {
  said.textContent = "";
  input.focus();
}

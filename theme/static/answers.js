// Answers a reader's words in the dialog of each page and on the page of results, from the index,
// which `sphinx_ext/search.py` adds below, as it adds `isSlip` above.
// Nothing is shown that does not hold a word that was asked for, a form of it, a word that begins so,
// or one that means as much, by a list or as letters stand for a term; where words of the index are searched in its place,
// the page says which.
const answers = (() => {
  // Points of a record for a word in what it is known as, in its title or the names within it, and in its text, each time
  // and at most. Of a title, of names or of a text with more words than these, each word says less.
  const [KNOWN_AS, TITLE, TEXT, MOST_IN_TEXT] = [16, 8, 1, 3];
  const [LONG_TITLE, LONG_TEXT] = [4, 200];
  const [FORM, BEGINNING, ALSO] = [0.8, 0.5, 0.5]; // what a form of the word counts, a longer word, and one that means as much
  const [WHOLE_TITLE, WHOLE_NAME, PHRASE_IN_TITLE, PHRASE_IN_TEXT] = [40, 24, 8, 4];
  // What these kinds count: a section says more than one claim or event, and who asks wants first what the book is about.
  const COUNTS = { Chapter: 1.4, Source: 0.5, "About the book": 0.5 };
  const [NEAR, LOOKED_AT] = [30, 60]; // words that stand together; records that are looked at for that
  const [SHORTEST_SLIP, LONG_ENOUGH] = [5, 7]; // letters; of a shorter word only names are guessed
  const SMALL = new Set(
    ("a about actually after again all am an and any are as at away be became become been before being between but by"
      + " can could did didnt difference do does doesnt dont ever for from get going got had happened has have how i if"
      + " in into is isnt it its just like many me mean means much my no not now number of off on one or our out really"
      + " same simply so some stand stands still such than that the their them there these they thing things this those"
      + " to under until up us very was wasnt we were what when where which who why will with would wrote yet you your").split(" "),
  );
  const [ENOUGH, AT_ONCE] = [2, 100]; // letters of a question; records that are read before the browser may do else
  const POSTCODE = /^[a-z]{1,2}\d[a-z\d]?( *\d[a-z]{2})?$/i;
  const WHOLE_POSTCODE = /^[a-z]{1,2}\d[a-z\d]? *\d[a-z]{2}$/i;
  const TOKEN = /[\p{L}\p{N}\p{M}’']+/gu;

  // Words ------------------------------------------------------------------------------------

  /** A text in small letters, without accents and apostrophes; "ICSs" and "I.C.S." are an "ics". */
  const plain = (text) => {
    const bare = /^[\x00-\x7f]*$/.test(text) ? text : text.normalize("NFD").replace(/[\p{M}’]/gu, "");
    const joined = bare.replace(/\b\p{L}(\.\p{L})+\b\.?/gu, (letters) => letters.replaceAll(".", ""));
    return joined.replace(/([A-Z]{2})s\b|'/g, "$1").toLowerCase();
  };
  const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  /** What the forms of a word have in common: "services" and "service", "integrated" and "integration". */
  const stemOf = (word) =>
    word
      .replace(/^(.{4,})shire$/, "$1") // a county is asked for by its town
      .replace(/^(.{3,})ies$/, "$1y")
      .replace(/^(.{4,}at)ions?$/, "$1")
      .replace(/^(.{4,}?)(?:ing|ed|es|e)$|^(.{3,}[^s]|(?!new)..[^s])s$/, "$1$2")
      .replace(/^(.{3,}([bdgmnprt]))\2$/, "$1");

  /** Words without the small ones at either end: "who is Chris Ham" asks for "Chris Ham". */
  const trimmed = (words) => {
    const large = words.map((word) => !SMALL.has(word));
    return words.slice(large.indexOf(true), large.lastIndexOf(true) + 1);
  };

  // The index --------------------------------------------------------------------------------

  /** The parts of a title: "Money" and "(Accountable care organisations)". */
  const partsOf = (title) => title.match(/^(.*?)(?: (\([^()]*\)))?$/s).slice(1);

  class Index {
    constructor({ kinds, names, also, begin, records }) {
      this.also = Object.entries(also).map(([asked, others]) => [wordsOf(asked).map(stemOf), others]);
      this.kinds = kinds;
      this.records = records.map(([kind, title, words, address, knownAs = "", names = ""]) => ({
        kind, title, text: [words, names].filter(Boolean).join(" "), address, knownAs, names,
      }));
      this.begin = begin.map((number) => this.records[number]);
      this.kindsOfNames = names;
      this.words = new Map(); // word → record → points
      this.names = new Set(); // words in names, at which a short word may be a slip
      this.stems = new Map();
    }

    /** Read the records, and let the browser answer the reader between them. */
    async read() {
      for (const [number, record] of this.records.entries()) {
        if (number % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
        const [name, aside] = partsOf(record.title).map((part) => wordsOf(part ?? ""));
        if (record.kind === "Word" && record.knownAs) this.also.push([name.map(stemOf), wordsOf(record.knownAs)]);
        const text = [...wordsOf(record.text), ...aside];
        const points = TEXT * Math.min(1, LONG_TEXT / text.length);
        for (const word of text) this.add(record, word, points, points * MOST_IN_TEXT);
        this.addNames(record, name);
        this.addNames(record, wordsOf(record.names));
        for (const word of wordsOf(record.knownAs)) this.add(record, word, KNOWN_AS);
        if (this.kindsOfNames.includes(record.kind)) for (const word of name) this.names.add(word);
      }
      for (const word of this.words.keys()) this.stems.set(word, stemOf(word));
      return this;
    }

    /** The fewer words a title or a list of names has, the more each says of the record. */
    addNames(record, words) {
      const large = new Set(words.filter((word) => !SMALL.has(word)));
      const points = TITLE * Math.min(1, LONG_TITLE / large.size);
      for (const word of new Set(words)) this.add(record, word, points);
    }

    add(record, word, points, most = Infinity) {
      let found = this.words.get(word);
      if (!found) this.words.set(word, (found = new Map()));
      const before = found.get(record) ?? 0;
      if (before < most) found.set(record, before + points);
    }

    /** The words of the index that are forms of a word, and how much each counts. */
    forms(word) {
      const stem = stemOf(word);
      const found = new Map();
      for (const [known, its] of this.stems) if (its === stem) found.set(known, known === word ? 1 : FORM);
      return found;
    }

    /** For each word of a question, the words that mean as much as it or as a phrase that it is in. */
    alsoOf(words) {
      const stems = words.map(stemOf);
      const others = new Map(words.map((word) => [word, []]));
      for (const [phrase, more] of this.also) {
        const at = stems.findIndex((_, from) => phrase.every((stem, number) => stems[from + number] === stem));
        if (at >= 0) for (const word of words.slice(at, at + phrase.length)) others.get(word).push(...more);
      }
      return others;
    }

    /** The words of the index that a word stands for, and how much each counts. */
    meant(word, others = []) {
      const found = this.forms(word);
      const also = found.size ? ALSO : 1;
      for (const other of others) for (const [known, weight] of this.forms(other)) if (!found.has(known)) found.set(known, weight * also);
      if (!found.size) for (const known of this.words.keys()) if (known.startsWith(word)) found.set(known, BEGINNING);
      return found;
    }

    /** The word of the index from which a word may differ by a slip, rather a whole one than a beginning. */
    nearest(word) {
      const { length } = word;
      if (length < SHORTEST_SLIP || /\d/.test(word)) return undefined;
      const known = length < LONG_ENOUGH ? this.names : this.words.keys();
      let beginning;
      for (const each of known) {
        if (each.length < SHORTEST_SLIP) continue;
        if (Math.abs(each.length - length) < 2 && isSlip(word, each)) return each;
        if ([length - 1, length, length + 1].some((end) => end < each.length && isSlip(word, each.slice(0, end)))) beginning ??= each;
      }
      return beginning;
    }

    /** What a reader's words find, best first, and what was not found or was searched in place of a word. */
    find(asked) {
      const all = wordsOf(asked);
      const wanted = all.filter((word) => !SMALL.has(word));
      const answer = { asked, records: [], words: new Set(), missing: [], instead: [], whole: true };
      const also = this.alsoOf(all);
      const known = []; // for each word that was found, the words of the index that it stands for
      for (const word of new Set(wanted.length ? wanted : all)) {
        const { meant, instead } = this.searchedFor(word, also.get(word));
        if (instead.length) answer.instead.push([word, instead]);
        if (meant.size) known.push(meant);
        else answer.missing.push(word);
        for (const each of meant.keys()) answer.words.add(each);
      }
      const instead = new Map(answer.instead);
      const searched = all.map((word) => instead.get(word)?.[0] ?? word);
      const ranked = this.ranked(known, new Set([searched, trimmed(searched)].map((words) => words.join(" "))));
      answer.whole = ranked.some(({ holdsAll }) => holdsAll);
      // A name that a part of the words is about may answer best: "what ICBs decide" is about ICBs.
      const enough = ranked[0]?.points / 4;
      answer.records = ranked.filter(({ holdsAll, points }) => holdsAll || points > enough).map(({ record }) => record);
      return answer;
    }

    /** The words of the index that a word stands for, and which of them are searched in its place. */
    searchedFor(word, others) {
      const meant = this.meant(word, others);
      if (meant.size) return { meant, instead: this.forms(word).size ? [] : others.filter((other) => meant.has(other)) };
      const nearest = this.nearest(word);
      return nearest ? { meant: this.meant(nearest), instead: [nearest] } : { meant, instead: [] };
    }

    /** The records that hold some of the words, best first. */
    ranked(known, phrases) {
      const scores = new Map(); // record → how many of the words it holds, how rare these are together, and its points
      let whole = 0; // how rare all words are together
      for (const meant of known) {
        const [rare, points] = this.rank(meant);
        whole += rare;
        for (const [record, its] of points) {
          const { words, held, sum } = scores.get(record) ?? { words: 0, held: 0, sum: 0 };
          scores.set(record, { words: words + 1, held: held + rare, sum: sum + its * rare });
        }
      }
      const ranked = [...scores].map(([record, { words, held, sum }]) => {
        const asPhrase = Math.max(...[...phrases].map((phrase) => this.asPhrase(record, phrase)));
        const share = held / whole; // squared, as a record that holds half answers far less than half
        return { record, holdsAll: words === known.length, points: (sum + asPhrase) * share ** 2 * (COUNTS[record.kind] ?? 1) };
      });
      const sort = () => ranked.sort((one, other) => other.points - one.points);
      sort();
      if (known.length < 2) return ranked;
      const numbers = new Map(); // word of the index → the numbers of the words that it stands for
      for (const [number, meant] of known.entries()) for (const word of meant.keys()) numbers.set(word, [...(numbers.get(word) ?? []), number]);
      for (const each of ranked.slice(0, LOOKED_AT)) each.points *= 1 + this.together(each.record, numbers, known.length);
      return sort();
    }

    /** How many of the words, as a share, stand in the title and in the same few words of the text. */
    together(record, numbers, all) {
      record.tokens ??= wordsOf(record.text);
      const titled = wordsOf(record.title).flatMap((word) => numbers.get(word) ?? []);
      let most = new Set(titled).size;
      let near = []; // [place, number] of each word in the last few words
      for (const [place, word] of record.tokens.entries()) {
        const its = numbers.get(word);
        if (!its) continue;
        near = [...near.filter(([before]) => place - before < NEAR), ...its.map((number) => [place, number])];
        most = Math.max(most, new Set([...titled, ...near.map(([, number]) => number)]).size);
      }
      return most / all;
    }

    /** How rare a word is, as one that few records hold counts more, and the points of each record for it. */
    rank(meant) {
      const points = new Map();
      for (const [word, weight] of meant) {
        for (const [record, its] of this.words.get(word)) points.set(record, Math.max(points.get(record) ?? 0, its * weight));
      }
      return [Math.log(1 + this.records.length / points.size), points];
    }

    /** The points of a record that holds the words as they were asked for, one after the other. */
    asPhrase(record, phrase) {
      if (!phrase) return 0;
      record.plain ??= ` ${wordsOf(partsOf(record.title)[0]).join(" ")} `;
      if (record.plain.trim() === phrase) return WHOLE_TITLE;
      record.within ??= record.names ? [record.plain.trim(), ...plain(record.names).split(/[:,.] ?/)].filter(Boolean) : [];
      if (record.within.includes(phrase)) return WHOLE_NAME;
      if (record.plain.includes(` ${phrase} `)) return PHRASE_IN_TITLE;
      // "I live in Farnham" is about the council of Farnham, and less about a board that has a hundred such names.
      if (record.within.some((name) => ` ${phrase} `.includes(` ${name} `))) return (WHOLE_NAME * LONG_TITLE) / Math.max(LONG_TITLE, record.within.length);
      return phrase.includes(" ") && record.text.toLowerCase().includes(phrase) ? PHRASE_IN_TEXT : 0;
    }

    /** A word as the book writes it: small, unless it is always written large. */
    spelt(word) {
      let large;
      for (const { title, text } of this.words.get(word).keys()) {
        const all = `${title} ${text}`;
        const at = all.toLowerCase().indexOf(word);
        const spelt = at < 0 ? word : all.slice(at, at + word.length);
        if (spelt === word) return word;
        large ??= spelt;
      }
      return large;
    }
  }

  // What is said -----------------------------------------------------------------------------

  const quoted = (word) => `“${word}”`;
  const counted = (number) => `${number} result${number === 1 ? "" : "s"}`;

  /** The sentence above the results. */
  function say(index, { asked, records, missing, instead, whole }) {
    const trimmed = asked.trim();
    if (WHOLE_POSTCODE.test(trimmed) || (!records.length && POSTCODE.test(trimmed))) {
      return `${quoted(trimmed)} looks like a postcode, and this book does not know postcodes. Try the name of a town, a council or a health system.`;
    }
    if (!records.length) return `Nothing was found for ${quoted(trimmed)}.`;
    const asTyped = (word) => quoted(trimmed.match(TOKEN).find((each) => plain(each) === word) ?? word);
    const lost = [...missing, ...instead.map(([word]) => word)].map(asTyped);
    const shown = instead.flatMap(([, words]) => words.map((word) => quoted(index.spelt(word))));
    const sentences = lost.length ? [`Nothing says ${lost.join(" or ")}.`] : [];
    if (shown.length) sentences.push(`Showing ${shown.join(" and ")}: ${counted(records.length)}.`);
    else if (missing.length) sentences.push(`Without it: ${counted(records.length)}.`);
    else sentences.push(`${counted(records.length)} for ${quoted(trimmed)}.`);
    if (!whole) sentences.push("No place says all of it; these say a part.");
    return sentences.join(" ");
  }

  // How it is shown --------------------------------------------------------------------------

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  /** A text in parts, those words marked that were looked for. */
  function* marked(text, words) {
    let end = 0;
    for (const found of text.matchAll(TOKEN)) {
      if (!wordsOf(found[0]).some((word) => words.has(word))) continue;
      yield text.slice(end, found.index);
      yield element("mark", {}, found[0]);
      end = found.index + found[0].length;
    }
    yield text.slice(end);
  }

  /** Some words of a text, from a little before the place that holds most of those looked for. */
  function excerpt(text, words, length) {
    const tokens = text.split(" ");
    const hits = tokens.map((token) => wordsOf(token).find((word) => words.has(word)));
    let [best, start] = [0, 0];
    for (let from = 0; from < tokens.length && best < words.size; from += 1) {
      if (!hits[from]) continue;
      const held = new Set(hits.slice(from, from + length).filter(Boolean)).size;
      if (held > best) [best, start] = [held, Math.max(0, from - Math.round(length / 4))];
    }
    start = Math.max(0, Math.min(start, tokens.length - length));
    const end = start + length;
    return `${start ? "… " : ""}${tokens.slice(start, end).join(" ")}${end < tokens.length ? " …" : ""}`;
  }

  /** The name of a record, then where it belongs and what else it is known as. */
  function* name({ title, knownAs }, words) {
    const [own, aside] = partsOf(title);
    yield element("span", { className: "search-title" }, ...marked(own, words));
    for (const text of [aside, knownAs].filter(Boolean)) {
      yield " ";
      yield element("span", { className: "search-aside" }, ...marked(text, words));
    }
  }

  // The dialog, a combobox with a list of links ------------------------------------------------

  const [OFFERED, OFFERED_OF_A_KIND, SHORT] = [12, 4, 16];

  function inDialog(index, root, dialog) {
    const [input, list, said, spoken, help, form] = [
      "input", "[role=listbox]", ".search-said", "[role=status]", ".search-help", "form",
    ].map((selector) => dialog.querySelector(selector));
    const hint = said.textContent;
    let [active, options, timer] = [-1, [], 0];

    const option = (href, ...children) => {
      const made = element("a", { href, tabIndex: -1, id: `search-option-${options.length}` }, ...children);
      made.setAttribute("role", "option");
      made.setAttribute("aria-selected", "false");
      options.push(made);
      return made;
    };

    const group = (title, children) => {
      const heading = element("div", { className: "search-group", id: `search-group-${list.childElementCount}` }, title);
      const made = element("div", {}, heading, ...children);
      made.setAttribute("role", "group");
      made.setAttribute("aria-labelledby", heading.id);
      list.append(made);
    };

    const entry = (record, words) => {
      const children = [...name(record, words ?? new Set())];
      if (words && record.text) children.push(element("span", { className: "search-around" }, ...marked(excerpt(record.text, words, SHORT), words)));
      return option(new URL(record.address, root), ...children);
    };

    /** Choose an option, or none. */
    const choose = (number) => {
      options[active]?.setAttribute("aria-selected", "false");
      active = number;
      const chosen = options[active];
      chosen?.setAttribute("aria-selected", "true");
      chosen?.scrollIntoView({ block: "nearest" });
      if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
      else input.removeAttribute("aria-activedescendant");
    };

    const show = () => {
      const answer = input.value.trim().length < ENOUGH ? undefined : index.find(input.value);
      const records = answer ? answer.records : index.begin;
      [active, options] = [-1, []];
      list.replaceChildren();
      const groups = new Map();
      let offered = 0;
      for (const record of records) {
        const some = groups.get(record.kind) ?? [];
        if (offered === OFFERED) break;
        if (some.length === OFFERED_OF_A_KIND) continue;
        groups.set(record.kind, [...some, record]);
        offered += 1;
      }
      for (const [kind, some] of groups) group(index.kinds[kind], some.map((record) => entry(record, answer?.words)));
      if (answer && records.length > offered) {
        const all = option(new URL(`search.html?${new URLSearchParams({ q: input.value.trim() })}`, root), `All ${counted(records.length)}`);
        all.className = "search-all";
        list.append(all);
      }
      said.textContent = answer ? say(index, answer) : hint;
      help.hidden = !answer || records.length > 0;
      list.hidden = !options.length;
      list.scrollTop = 0;
      input.setAttribute("aria-expanded", String(options.length > 0));
      choose(-1);
      // What a screen reader says comes when the reader pauses, not after each letter.
      clearTimeout(timer);
      timer = setTimeout(() => (spoken.textContent = said.textContent), PAUSE);
    };

    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      const { key } = event;
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (step && options.length) choose(active < 0 && step < 0 ? options.length - 1 : active + step === options.length ? -1 : active + step);
      else if (key === "Enter" && options[active]) options[active].click();
      else return;
      event.preventDefault();
    });
    list.addEventListener("click", () => dialog.close()); // the place may be on this page
    form.addEventListener("submit", (event) => {
      if (!input.value.trim()) event.preventDefault();
    });
    show();
  }

  // The page of results --------------------------------------------------------------------------

  const [SOME, LONG, PAUSE] = [10, 30, 400]; // results at a time; words around; milliseconds

  function onPage(index, root) {
    const page = document.querySelector(".search");
    const [input, list, said, spoken, help, form, kinds, more] = [
      "input", "ol", ".search-said", "[role=status]", ".search-help", "form", "fieldset", ".search-more",
    ].map((selector) => page.querySelector(selector));
    const [title, hint] = [document.title, said.textContent];
    let timer = 0;

    const item = (record, words) => {
      const kind = element("span", { className: "search-kind" }, record.kind);
      const link = element("a", { href: new URL(record.address, root) }, ...name(record, words));
      const around = element("p", {}, ...marked(excerpt(record.text, words, LONG), words));
      return element("li", {}, kind, " ", link, around);
    };

    /** Add the next results; the keyboard is led to the first of them by who asked for more. */
    const add = (records, words) => {
      const from = list.childElementCount;
      list.append(...records.slice(from, from + SOME).map((record) => item(record, words)));
      more.hidden = list.childElementCount >= records.length;
      more.onclick = () => {
        add(records, words);
        list.children[from + SOME].querySelector("a").focus();
      };
    };

    const show = () => {
      const typed = input.value.trim();
      const asked = typed.length < ENOUGH ? "" : typed;
      const answer = index.find(asked);
      const counts = new Map([["", answer.records.length]]);
      for (const { kind } of answer.records) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      const restart = (kind) => {
        list.replaceChildren();
        add(answer.records.filter((record) => !kind || record.kind === kind), answer.words);
      };
      const choice = (kind) => {
        const radio = element("input", { type: "radio", name: "kind", value: kind, checked: !kind });
        radio.addEventListener("change", () => restart(kind));
        return element("label", {}, radio, ` ${index.kinds[kind] ?? "All"} (${counts.get(kind)})`);
      };
      kinds.hidden = counts.size < 3 || answer.records.length <= SOME;
      kinds.replaceChildren(kinds.firstElementChild, ...[...counts.keys()].map(choice));
      restart("");
      said.textContent = asked ? say(index, answer) : hint;
      help.hidden = !asked || answer.records.length > 0;
      document.title = asked ? `${asked} – ${title}` : title;
      clearTimeout(timer);
      timer = setTimeout(() => {
        spoken.textContent = said.textContent;
        const address = new URL(location);
        if (asked) address.searchParams.set("q", asked);
        else address.searchParams.delete("q");
        history.replaceState(history.state, "", address);
      }, PAUSE);
    };

    input.value ||= new URLSearchParams(location.search).get("q") ?? "";
    input.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    show();
  }

  /** Answer from now on, and what has been typed already. */
  async function begin(root) {
    const index = await new Index(searchIndex).read();
    const dialog = document.getElementById("search-dialog");
    if (dialog) inDialog(index, root, dialog);
    else onPage(index, root);
  }
  return { begin };
})();

// Find a place in England by the name that people know: the same as finder.py, in the browser.
import { filler } from "./messages.js";
import { isSlip } from "./slip.js";

const KINDS = ["council", "county", "new-council", "also", "former", "town"]; // the surest first
const MOST = 8; // choices that are offered while a name is being typed
const [SHORTEST, SHORTEST_SLIP] = [2, 4]; // letters of a beginning, and of a name with a slip
const POSTCODE = /^[a-z]{1,2}[0-9][a-z0-9]?[0-9][a-z]{2}$/;
const FIRST_HALF = /^[a-z]{1,2}[0-9][a-z0-9]?$/;
const POSTCODE_FINDER = "https://www.gov.uk/find-local-council";
// What stands round a name in the full title of a council.
const BEFORE = /^(the )?((london|royal|metropolitan) )?(borough|city|county|district) of (the )?/;
const AFTER = /( (city|county|borough|district|metropolitan|town|unitary))?( council| authority)$/;
const SMALL = /\b(and|the|of|on|upon|in|le|under)\b/g;
const MARK = /[\u0300-\u036f'’.]/g; // accents, apostrophes and the point of "St."

/** A name in small letters, without accents, marks and hyphens: "King's Lynn" -> "kings lynn". */
export function plain(text) {
  const letters = text.toLowerCase().normalize("NFD").replace(MARK, "").replaceAll("&", " and ");
  return letters.replace(/[^a-z0-9]+/g, " ").trim().replace(/\bsaint\b/g, "st");
}
const tight = (text) => text.replaceAll(" ", "");
const bare = (text) => text.replace(BEFORE, "").replace(AFTER, "");
const loose = (text) => tight(text.replace(SMALL, ""));

const listed = (text) => (text ? text.split("; ") : []);
const upTo = (count, from = 0) => Array.from({ length: count }, (_, n) => from + n);
const byText = (one, other) => (one < other ? -1 : Number(one > other));

/** Put every name beside the places that it may mean, as Gazetteer of finder.py. */
function read({ councils, groups }) {
  const [names, places, ofCouncil] = [[], [], []];
  const add = (name, kind, council, its) => names.push({ name, kind, council, places: its, words: plain(name), tight: tight(plain(name)) });
  councils.forEach(([name, also, former, towns, parts], number) => {
    const all = upTo(parts.length, places.length);
    ofCouncil.push(all);
    places.push(...parts.map((part) => [number, part]));
    const held = parts.map((part) => new Set(listed(part[3])));
    add(name, "council", number, all);
    const given = new Set([name]);
    const lists = [["also", also], ["former", former], ["town", towns], ...parts.map((part) => ["town", part[3]])];
    for (const [kind, text] of lists) {
      for (const each of listed(text).filter((one) => !given.has(one))) {
        given.add(each);
        const some = all.filter((_, n) => held[n].has(each));
        add(each, kind, number, some.length ? some : all);
      }
    }
  });
  for (const [name, kind, numbers] of groups) add(name, kind, -1, numbers.flatMap((number) => ofCouncil[number]));
  return { names, places };
}

/** How each place is called, by its id: the council, and the part of it. */
export function labelsOf({ councils }) {
  const labels = new Map();
  for (const [name, , , , parts] of councils) {
    for (const [id, part] of parts) labels.set(id, part ? `${name}: ${part}` : name);
  }
  return labels;
}

/** Names, the surest first, and of several that mean the same one. */
function sorted(some) {
  const first = new Map();
  const order = (a, b) =>
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || byText(a.name, b.name) || a.council - b.council;
  for (const each of [...some].sort(order)) {
    const itself = each.kind === "council" || each.kind === "also"; // a council by several of its names
    const key = JSON.stringify([itself ? each.places : each.words, each.council]);
    if (!first.has(key)) first.set(key, each);
  }
  return [...first.values()];
}

/**
 * A function that finds what a name means, as Found of finder.py has it.
 *
 * `gazetteer` is what Python gives: councils, groups, and the words of the finder. They are read
 * when somebody asks for the first time.
 */
export function finder(gazetteer) {
  let [known, last] = [];
  const fill = filler(gazetteer.words);
  const idsOf = ({ places }) => places.map((n) => known.places[n][1][0]);
  const councilOf = ({ council }) => gazetteer.councils[council][0];
  const labelOf = (each) => ({
    say: each.kind, name: each.name, ...(each.council < 0 ? {} : { council: councilOf(each) }),
  });
  const found = (said, places = [], choices = [], link = "") => ({ said, places, choices, link });
  const postcode = (asked) => found([{ say: "postcode", asked }], [], [], POSTCODE_FINDER);

  function exact(words) {
    for (const [wanted, form] of [[words, tight], [bare(words), tight], [bare(words), loose]]) {
      const asked = form(wanted);
      const some = asked ? known.names.filter((each) => form(each.words) === asked) : [];
      if (some.length) return sorted(some);
    }
    return [];
  }

  /** Add longer names that begin alike, unless a council or county has this very name. */
  function withLonger(some, words) {
    if (some.some(({ kind }) => KINDS.indexOf(kind) < 3)) return some;
    const councils = new Set([-1, ...some.map(({ council }) => council)]);
    const longer = known.names.filter((each) => each.words.startsWith(`${words} `) && !councils.has(each.council));
    return [...some, ...sorted(longer)];
  }

  function begun(words) {
    const begins = known.names.filter((each) => each.tight.startsWith(tight(words)));
    const holds = known.names.filter((each) => each.words.includes(` ${words}`) && !begins.includes(each));
    return [...sorted(begins), ...sorted(holds)];
  }

  const slipsOf = (words) => sorted(known.names.filter((each) => isSlip(tight(words), each.tight)));

  function begunWithSlip(words) {
    const wanted = tight(words);
    const ends = upTo(3, wanted.length - 1);
    return sorted(known.names.filter((each) => ends.some((end) => isSlip(wanted, each.tight.slice(0, end)))));
  }

  function offer(said, names, before = []) {
    const ids = [...new Set(names.flatMap(idsOf))];
    return found([...before, said], ids, names.map((each) => [labelOf(each), idsOf(each)]));
  }

  /** Say what some names mean, or ask which of them. */
  function answer(names, before = []) {
    const [name] = names;
    if (names.length > 1) return offer({ say: "which", name: name.name }, names, before);
    if (name.council < 0) {
      const councils = [...new Set(name.places.map((n) => known.places[n][0]))];
      const said = { say: `${name.kind}-of`, name: name.name, number: councils.length };
      const own = known.names.filter(({ kind, council }) => kind === "council" && councils.includes(council));
      return offer(said, sorted(own), before);
    }
    const council = councilOf(name);
    const parts = name.places.map((n) => known.places[n][1]);
    if (parts.length === 1) {
      const [[, part]] = parts;
      const said = { say: part ? "found-part" : "found", label: labelOf(name), ...(part && { part }) };
      return found([...before, said], idsOf(name));
    }
    const said = name.kind === "council" ? { say: "parts", council } : { say: "parts-of", name: name.name, council };
    const choices = parts.map(([id, part, share]) => [{ say: "part", part, share }, [id]]);
    return found([...before, said], idsOf(name), choices);
  }

  /** Ask further which of the places of a choice is meant. */
  function narrow(ids) {
    const same = (each) => JSON.stringify(idsOf(each)) === JSON.stringify(ids);
    return answer([known.names.find(same)]);
  }

  /** Find what a name means; the last answer is kept, for it is asked for more than once. */
  function find(typed) {
    if (last?.typed !== typed) last = { typed, answer: look(typed) };
    return last.answer;
  }

  function look(typed) {
    known ??= read(gazetteer);
    const asked = typed.split(/\s+/).filter(Boolean).join(" ");
    const words = plain(asked);
    const letters = tight(words).length;
    if (POSTCODE.test(tight(words))) return postcode(asked);
    const same = exact(words);
    if (same.length) return answer(withLonger(same, words));
    const begins = letters >= SHORTEST ? begun(words) : [];
    if (begins.length) return offer({ say: "begins", asked, number: begins.length }, begins.slice(0, MOST));
    if (FIRST_HALF.test(words)) return postcode(asked);
    if (letters >= SHORTEST_SLIP) {
      let slips = slipsOf(words);
      if (slips.length && new Set(slips.map((each) => each.words)).size === 1) {
        return answer(slips, [{ say: "slip", asked, name: slips[0].name }]);
      }
      if (!slips.length) slips = begunWithSlip(words);
      if (slips.length) return offer({ say: "slips", asked }, slips.slice(0, MOST));
    }
    return found(asked ? [{ say: "nothing", asked }] : []);
  }

  return { find, narrow, fill };
}

// The search box: a combobox whose list answers. Without this script its form opens the index of all counties.
//
// Nothing is fetched before the box is used; then the first part of the index, and others as a question needs them. What
// is shown is settled once every part it takes is here: the box then tells it by an event, "settled".

import { Answers } from "./answers.ts";
import type { PackedAnswers } from "./answers.ts";
import { Finder } from "./finder.ts";
import type { Found, Hit } from "./finder.ts";
import { opened, part } from "./fetched.ts";
import { byId, fill, home, language, speaker } from "./page.ts";
import type { Parts } from "./parts.ts";
import { unfold } from "./unfold.ts";

unfold();
window.addEventListener("hashchange", unfold);
document.addEventListener("click", (event) => {
  // a second click on the same link changes no address
  if (event.target instanceof Element && event.target.closest(`a[href="${location.hash}"]`)) unfold();
});

const box = byId<HTMLInputElement>("q");
const drop = byId("drop");
const hits = byId("hits");
const note = byId("drop-note");
if (box && drop && hits && note) start(box, drop, hits, note);

interface Engine {
  readonly parts: Parts;
  readonly finder: Finder;
  readonly answers: Answers;
}

/** Parts of the index, and milliseconds without a key, from which so many are fetched at once. */
const MANY = 2;
const PAUSE = 250;

let opening: Promise<Engine> | null = null;

function open(): Promise<Engine> {
  opening ??= Promise.all([opened(), part("answers")])
    .then(([parts, answers]) => ({ parts, finder: new Finder(parts), answers: new Answers(answers as PackedAnswers) }))
    .catch((error: unknown) => {
      opening = null;
      throw error;
    });
  return opening;
}

function start(box: HTMLInputElement, drop: HTMLElement, hits: HTMLElement, note: HTMLElement): void {
  const speak = speaker(drop, 500);
  const isList = drop.dataset["list"] !== undefined;
  let engine: Engine | null = null;
  let found: Found | null = null;
  let at = -1;
  let asked = 0;
  let isSettled = true;
  let isWaited = false;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", hits.id);
  box.spellcheck = false;

  const say = (key: string, values: Record<string, string | number> = {}): string => fill(engine?.parts.say(key, language) ?? "", values);
  const options = (): HTMLAnchorElement[] => [...hits.querySelectorAll<HTMLAnchorElement>("a")];

  const close = (): void => {
    hits.replaceChildren();
    note.textContent = "";
    drop.hidden = true;
    box.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  const choose = (next: number): void => {
    at = next;
    options().forEach((a, n) => a.setAttribute("aria-selected", String(n === at)));
    const chosen = options()[at];
    if (chosen) {
      box.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  };

  const option = (hit: Hit, n: number): HTMLLIElement => {
    const li = document.createElement("li");
    const a = document.createElement("a");
    li.setAttribute("role", "presentation");
    a.setAttribute("role", "option");
    a.id = `hit-${n}`;
    a.href = home + whereOf(hit);
    a.tabIndex = -1;
    a.dataset["key"] = `${hit.kind} ${hit.key}`;
    if (hit.body?.ori) a.dataset["ori"] = hit.body.ori;
    a.append(span("hit-name", nameOf(hit)), " ", span("hit-kind", kindOf(hit)));
    const line = lineOf(hit);
    if (line) a.append(" ", span("hit-line", line));
    li.append(a);
    return li;
  };

  const nameOf = (hit: Hit): string => {
    if (hit.kind === "state") return engine?.parts.states.find((s) => s.postal === hit.key)?.name ?? hit.key;
    if (hit.topic) return hit.topic.labels[language === "es" ? 1 : 0];
    return `${hit.area?.name ?? hit.body?.name ?? hit.key}, ${hit.state}`;
  };

  const kindOf = (hit: Hit): string => {
    if (hit.kind === "town" && hit.area) {
      const [county, ...others] = hit.area.counties;
      const name = engine?.parts.county(county ?? "")?.name ?? "";
      if (!name) return say("find_town");
      return others.length ? say("find_town_in_several", { county: name, n: others.length }) : say("find_town_in", { county: name });
    }
    if (hit.by === "zip") return say("find_zip", { zip: found?.zip ?? "" });
    if (hit.by === "fips") return say("find_fips", { fips: hit.key });
    if (hit.body) {
      const county = hit.body.counties.length === 1 ? engine?.parts.county(hit.body.counties[0] ?? "")?.name : "";
      return county && !hit.body.name.startsWith(county) ? say("find_agency_in", { county }) : say("find_agency");
    }
    return say(`find_${hit.kind}`);
  };

  const lineOf = (hit: Hit): string => {
    const { body } = hit;
    if (!engine) return "";
    if (body?.agency) return engine.answers.say(body.line);
    if (body) return say(body.kind === "city" || body.kind === "sheriff" ? "find_never" : "find_cannot_tell");
    return engine.answers.lineOf(hit);
  };

  const show = (next: Found): void => {
    const kept = at >= 0 ? options()[at]?.dataset["key"] : undefined;
    found = next;
    hits.replaceChildren(...next.hits.map(option));
    hits.dataset["how"] = next.how;
    note.textContent = noteOf(next);
    drop.hidden = !(next.hits.length || note.textContent);
    box.setAttribute("aria-expanded", String(next.hits.length > 0));
    choose(kept ? options().findIndex((a) => a.dataset["key"] === kept) : -1);
  };

  const noteOf = (next: Found): string => {
    const n = next.hits.length;
    if (next.how === "several" && next.hits.every((hit) => hit.by === "zip")) return say("find_zip_several", { zip: next.zip });
    if (next.how === "several") return say("find_several");
    if (next.how === "near") return say("find_near");
    return n ? "" : say("find_none");
  };

  const spoken = (next: Found): string => {
    const first = options()[0]?.textContent ?? "";
    if (next.how === "exact") return first;
    return next.hits.length ? `${note.textContent ?? ""} ${say("find_count", { n: next.hits.length })} ${first}` : (note.textContent ?? "");
  };

  const settle = (next: Found): void => {
    isSettled = true;
    speak(spoken(next));
    if (isWaited) go();
    box.dispatchEvent(new CustomEvent("settled"));
  };

  /** Ask what is typed; again with every part that it takes, unless something else has been typed meanwhile. */
  const ask = async (): Promise<void> => {
    const turn = ++asked;
    isSettled = false;
    const text = box.value;
    if (text.trim().length < 2) {
      close();
      speak("");
      isSettled = true;
      box.dispatchEvent(new CustomEvent("settled"));
      return;
    }
    try {
      engine ??= await open();
      for (;;) {
        if (turn !== asked) return;
        const next = engine.finder.find(text);
        const missing = [...engine.parts.missing];
        if (!missing.length || next.hits.length) show(next);
        if (!missing.length) return settle(next);
        if (missing.length > MANY) await new Promise((rested) => setTimeout(rested, PAUSE)); // who types on may need others
        if (turn === asked) await engine.parts.load(missing);
      }
    } catch {
      if (turn !== asked) return;
      const said = location.protocol === "file:" ? drop.dataset["local"] : drop.dataset["failed"];
      if (said === undefined && isWaited) box.form?.submit(); // the page of all counties says why, and has them
      isSettled = true;
      isWaited = false;
      close();
      if (said === undefined) return;
      note.textContent = said;
      drop.hidden = false;
      speak(note.textContent);
    }
  };

  /** Open what is chosen, or the one thing that is meant; of several the first is chosen, for a second press to open. */
  const go = (): void => {
    isWaited = false;
    const all = options();
    const chosen = all[at] ?? (found?.how === "exact" || found?.how === "begun" || all.length === 1 ? all[0] : undefined);
    if (chosen) location.href = chosen.href;
    else if (all.length) choose(0);
  };

  box.addEventListener("focus", () => void open().catch(() => undefined));
  box.addEventListener("input", () => void ask());
  box.addEventListener("keydown", (event) => {
    const many = options().length;
    if (event.key === "Escape" && !drop.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!many) {
        if (event.key === "ArrowDown") void ask();
        return;
      }
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      choose(next >= many ? -1 : next < -1 ? many - 1 : next);
    } else if (event.key === "Tab" && !isList) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!isList && box.form && !box.form.contains(event.target as Node)) close();
  });
  box.form?.addEventListener("submit", (event) => {
    if (!box.value.trim()) return;
    event.preventDefault();
    if (isSettled && options().length) go();
    else {
      isWaited = true;
      if (isSettled) void ask();
    }
  });
  const given = new URLSearchParams(location.search).get("q") ?? (drop.dataset["guess"] === undefined ? null : guess());
  if (given) {
    box.value = given;
    void ask();
  } else if (document.activeElement === box) void open().catch(() => undefined);
}

function span(name: string, text: string): HTMLSpanElement {
  const found = document.createElement("span");
  found.className = name;
  found.textContent = text;
  return found;
}

/** The last words of an address that leads nowhere: /county/del-rio/ may have meant "del rio". */
function guess(): string {
  const words = location.pathname.split("/").map((part) => part.replace(/\.html?$|[^\p{L}\p{N}]+/gu, " ").trim());
  return words.filter((w) => w && !["es", "index", "county", "state", "agency", "mandate", "embed", "404"].includes(w)).pop() ?? "";
}

/** The page of a thing, below the language's root. */
function whereOf(hit: Hit): string {
  const { area, body, topic } = hit;
  if (topic) return topic.where;
  if (hit.kind === "state") return `state/${hit.key.toLowerCase()}/`;
  if (hit.kind === "agency") return `agency/${hit.key}/`;
  const county = area?.counties[0] ?? (body?.counties.length === 1 ? body.counties[0] : undefined);
  const town = area && hit.kind === "town" ? `#town-${area.code}` : "";
  return county ? `county/${county}/${town}` : `state/${hit.state.toLowerCase()}/`;
}

// The search box: a combobox with a list of links. Without this script its form opens the index of all counties.

import { byId, fill, home, root, speaker } from "./page.ts";
import { places } from "./places.ts";
import type { Place } from "./places.ts";
import { Search } from "./search.ts";

const box = byId<HTMLInputElement>("q");
const hits = byId("hits");
if (box && hits) start(box, hits);

function start(box: HTMLInputElement, hits: HTMLElement): void {
  const words = hits.dataset;
  const say = speaker(hits, 500);
  let search: Search | null = null;
  let at = -1;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", hits.id);
  box.spellcheck = false;
  hits.removeAttribute("aria-live");

  const options = (): HTMLAnchorElement[] => [...hits.querySelectorAll<HTMLAnchorElement>("a")];

  const close = (): void => {
    hits.replaceChildren();
    hits.removeAttribute("role");
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

  const option = (place: Place, n: number): HTMLLIElement => {
    const li = document.createElement("li");
    const a = document.createElement("a");
    const kind = document.createElement("span");
    li.setAttribute("role", "presentation");
    a.setAttribute("role", "option");
    a.id = `hit-${n}`;
    a.href = home + place.where;
    a.tabIndex = -1;
    a.textContent = place.label;
    kind.className = "hit-kind";
    kind.textContent = ` ${kindOf(place, words)}`;
    li.append(a, kind);
    a.setAttribute("aria-label", `${place.label}, ${kindOf(place, words)}`);
    return li;
  };

  const show = (): void => {
    close();
    if (!search || box.value.trim().length < 2) {
      say("");
      return;
    }
    const found = search.find(box.value);
    if (!found.length) {
      const li = document.createElement("li");
      li.textContent = words["none"] ?? "";
      hits.append(li);
      say(li.textContent);
      return;
    }
    hits.setAttribute("role", "listbox");
    hits.append(...found.map((f, n) => option(f.place, n)));
    choose(-1);
    box.setAttribute("aria-expanded", "true");
    say(fill(words["count"] ?? "", { n: found.length }));
  };

  const load = (): void => {
    if (search) return;
    places(root)
      .then((all) => {
        if (search) return;
        search = new Search(all);
        if (box.value) show();
      })
      .catch(() => say(words["failed"] ?? ""));
  };

  box.addEventListener("focus", load);
  box.addEventListener("input", () => {
    load();
    show();
  });
  box.addEventListener("keydown", (event) => {
    const many = options().length;
    if (event.key === "Escape" && box.getAttribute("aria-expanded") === "true") {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!many) {
        if (event.key === "ArrowDown") show();
        return;
      }
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = at + step;
      choose(next >= many ? -1 : next < -1 ? many - 1 : next);
    } else if (event.key === "Tab") close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (box.form && !box.form.contains(event.target as Node)) close();
  });
  box.form?.addEventListener("submit", (event) => {
    const all = options();
    const chosen = all[at] ?? all[0];
    if (chosen) {
      event.preventDefault();
      location.href = chosen.href;
    }
  });
  const given = new URLSearchParams(location.search).get("q");
  if (given) {
    box.value = given;
    load();
  } else if (document.activeElement === box) load();
}

/** "county", "agency, on the newest list": what kind of thing a hit is. */
function kindOf(place: Place, words: DOMStringMap): string {
  if (place.kind !== "agency") return words[place.kind] ?? place.kind;
  const standing = words[place.standing];
  return standing ? `${words["agency"] ?? ""}, ${standing}` : (words["agency"] ?? "");
}

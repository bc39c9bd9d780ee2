// The map's time slider: every month, by model, by mouse and keyboard, its state in the address. Without this script
// the page shows the newest list.

import { byId, count, fill, home, root, speaker, written } from "./page.ts";
import { places } from "./places.ts";

type Which = "ANY" | "TFM" | "JEM" | "WSO";
const MODELS = ["TFM", "JEM", "WSO"] as const;
const CLASSES = ["", "county", "town", "state"] as const;
const STEP = 380; // milliseconds a month while playing

interface Month {
  day: string;
  counts: Record<Which, [number, number, number]>;
  rows: number;
  rows_by_model: Record<string, number>;
  agreements: number;
  agreements_by_model: Record<string, number>;
}

interface Months {
  months: Month[];
  /** Per model and county, class and length in turn. */
  models: Record<Which, Record<string, number[]>>;
}

const month = byId<HTMLInputElement>("month");
const model = byId<HTMLSelectElement>("model");
const map = byId<SVGSVGElement>("map");
const words = byId("map-words");
if (month && model && map && words) {
  const load = (): void => {
    fetch(`${root}data/months.json`)
      .then((answer) => answer.json() as Promise<Months>)
      .then((data) => start(data, month, model, map, words))
      .catch(() => undefined); // the page stands as it was printed
  };
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(load, 100))); // once the page is there to be read
}

/** The class of a county in a month: who holds an agreement there. */
function classAt(run: number[] | undefined, month: number): number {
  let seen = 0;
  for (let i = 0; run && i + 1 < run.length; i += 2) {
    seen += run[i + 1] ?? 0;
    if (month < seen) return run[i] ?? 0;
  }
  return 0;
}

function start(data: Months, month: HTMLInputElement, model: HTMLSelectElement, map: SVGSVGElement, words: HTMLElement): void {
  const names = (words.dataset["months"] ?? "").split(",");
  const shapes = [...map.querySelectorAll<SVGPathElement>("path[id^=c]")].map((path) => ({ path, fips: path.id.slice(1), now: path.getAttribute("class") ?? "" }));
  const out = byId("month-out");
  const say = speaker(words, 900);
  const last = data.months.length - 1;
  words.removeAttribute("aria-live");
  month.max = String(last);

  const which = (): Which => (model.value === "TFM" || model.value === "JEM" || model.value === "WSO" ? model.value : "ANY");
  const at = (): number => Math.min(Math.max(Number(month.value) || 0, 0), last);

  const paint = (): void => {
    const n = at();
    const runs = data.models[which()];
    const here = data.months[n];
    if (!here) return;
    for (const shape of shapes) {
      const next = CLASSES[classAt(runs[shape.fips], n)] ?? "";
      if (next !== shape.now) {
        shape.now = next;
        shape.path.setAttribute("class", next);
      }
    }
    const day = written(here.day, names);
    const [county, town, state] = here.counts[which()];
    const agreements = which() === "ANY" ? here.agreements : (here.agreements_by_model[which()] ?? 0);
    const rows = which() === "ANY" ? here.rows : (here.rows_by_model[which()] ?? 0);
    if (out) out.textContent = day;
    month.setAttribute("aria-valuetext", day);
    words.textContent =
      fill(words.dataset["counts"] ?? "", { day, county: count(county), town: count(town), state: count(state) }) + " " +
      fill(words.dataset["agreements"] ?? "", { agreements: count(agreements), rows: count(rows) });
    tip.refresh();
  };

  /** Paint, keep the address, and say the numbers once the slider rests. */
  const moved = (): void => {
    paint();
    const here = data.months[at()];
    const plain = at() === last && which() === "ANY";
    const hash = `#${here?.day.slice(0, 7) ?? ""}${which() === "ANY" ? "" : `.${which().toLowerCase()}`}`;
    history.replaceState(null, "", plain ? location.pathname + location.search : hash);
    if (!playing()) say(words.textContent ?? "");
  };

  const fromAddress = (): void => {
    const [day, chosen] = location.hash.slice(1).split(".");
    const n = /^\d{4}-\d\d/.test(day ?? "") ? data.months.findIndex((m) => m.day.startsWith(day ?? "-")) : -1;
    month.value = String(n >= 0 ? n : last);
    model.value = MODELS.find((m) => m.toLowerCase() === chosen) ?? "ANY";
    paint();
  };

  // Playing: only by the button, never where motion is unwelcome.
  const play = byId<HTMLButtonElement>("play");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = 0;
  const playing = (): boolean => timer !== 0;
  const stop = (): void => {
    if (!playing()) return;
    clearInterval(timer);
    timer = 0;
    if (play) play.textContent = play.dataset["play"] ?? "";
    say(words.textContent ?? "");
  };
  play?.addEventListener("click", () => {
    if (playing()) {
      stop();
      return;
    }
    if (at() === last) month.value = "0";
    play.textContent = play.dataset["pause"] ?? "";
    timer = window.setInterval(() => {
      if (at() >= last) stop();
      else {
        month.value = String(at() + 1);
        moved();
      }
    }, STEP);
    moved();
  });
  const motion = (): void => {
    if (still.matches) stop();
    if (play) play.hidden = still.matches;
  };
  still.addEventListener("change", motion);

  const tip = readout(data, map, at, which);
  month.addEventListener("input", () => {
    stop();
    moved();
  });
  month.addEventListener("keydown", (event) => {
    if (event.key !== "PageUp" && event.key !== "PageDown") return;
    event.preventDefault();
    stop();
    month.value = String(at() + (event.key === "PageUp" ? 12 : -12));
    moved();
  });
  model.addEventListener("change", moved);
  window.addEventListener("hashchange", () => {
    stop();
    fromAddress();
  });
  motion();
  fromAddress();
  const controls = byId("slider");
  if (controls) controls.hidden = false;
}

/** The line that tells of the county under the pointer; a click opens its page, and so does a second tap. */
function readout(data: Months, map: SVGSVGElement, at: () => number, which: () => Which): { refresh: () => void } {
  const line = byId("map-tip");
  const words = line?.dataset ?? {};
  const rest = line?.textContent ?? "";
  let labels: Map<string, string> | null = null;
  let shown = "";
  let touched = "";

  const fipsOf = (event: Event): string => {
    const path = (event.target as Element).closest("path[id^=c]");
    return path ? path.id.slice(1) : "";
  };
  const models = (fips: string): string => {
    const wanted = which() === "ANY" ? MODELS : MODELS.filter((m) => m === which());
    const held = wanted.flatMap((m) => {
      const kind = CLASSES[classAt(data.models[m][fips], at())];
      return kind ? [`${words[m.toLowerCase()] ?? m} (${words[kind] ?? kind})`] : [];
    });
    return held.length ? held.join("; ") : (words["nothing"] ?? "");
  };
  const refresh = (): void => {
    if (!line) return;
    line.textContent = shown ? `${labels?.get(shown) ?? "…"}: ${models(shown)}` : rest;
  };
  const show = (fips: string): void => {
    if (fips === shown) return;
    shown = fips;
    if (fips && !labels) {
      labels = new Map();
      places(root)
        .then((all) => {
          labels = new Map(all.filter((p) => p.kind === "county").map((p) => [p.where.slice(7, 12), p.label]));
          refresh();
        })
        .catch(() => {
          labels = null;
        });
    }
    refresh();
  };
  map.classList.add("live");
  map.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") show(fipsOf(event));
  });
  map.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") show("");
  });
  map.addEventListener("click", (event) => {
    const fips = fipsOf(event);
    const byTouch = (event as PointerEvent).pointerType === "touch";
    if (!fips) return;
    if (byTouch && touched !== fips) {
      touched = fips;
      show(fips);
      return;
    }
    location.href = `${home}county/${fips}/`;
  });
  return { refresh };
}

// The map as an instrument: agencies as points in color and shape of their model, counties filled only where a county body holds an
// agreement, bodies of a whole state as a badge. Zoom, pan, pinch, fly to a state; a slider over every list, a film; filters by the
// names of the roster; the view is the address; pictures to keep. Drawn on a canvas from data/roster.json and county-shapes.json.

import { ask, findSpot, modelsOf, signedOf } from "./asking.ts";
import type { Places, Row, Spot } from "./asking.ts";
import { Clock } from "./clock.ts";
import type { Packed } from "./clock.ts";
import { arcsOf, HIGH, MILES_TO_UNIT, project, ringOf, WIDE } from "./geometry.ts";
import type { Shapes } from "./geometry.ts";
import { opened } from "./fetched.ts";
import { byId, count, fill, home, root, speaker, written } from "./page.ts";
import { address, PLAIN, read } from "./view.ts";
import type { View } from "./view.ts";

type XY = readonly [number, number];
interface Outline {
  readonly fips: string;
  readonly state: string;
  readonly rings: readonly (readonly XY[])[];
  readonly box: readonly [number, number, number, number];
}
interface Mark {
  readonly row: Row;
  readonly x: number;
  readonly y: number;
}
interface Badge {
  readonly state: string;
  readonly rows: readonly Row[];
  readonly x: number;
  readonly y: number;
  readonly jailOnly: boolean;
}
interface Lens {
  x: number;
  y: number;
  k: number;
}

const FILM_FROM = "2024-12-01";
const FILM_STEP = 90;
const FILM_REST = 1400;
const MOST_ZOOM = 60;
const LISTED = 60;
const ORDER = ["TFM", "TTFM", "HYBRID", "WSO", "JEM", "unknown"];

const words = JSON.parse(byId("map-words-json")?.textContent ?? "{}") as Record<string, string>;
const months = (words["months"] ?? "").split(",");
const moments = JSON.parse(byId("map-moments")?.textContent ?? "[]") as [string, string][];
const say = (key: string, values: Record<string, string | number> = {}): string => fill(words[key] ?? key, values);
const day = (iso: string): string => (iso ? written(iso, months) : "");
const json = <T>(name: string): Promise<T> =>
  fetch(`${root}data/${name}`).then((answer) => {
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json() as Promise<T>;
  });

function made<K extends keyof HTMLElementTagNameMap>(tag: K, text = "", more: Record<string, string> = {}): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(more)) element.setAttribute(name, value);
  return element;
}

const atlas = byId("atlas");
if (atlas) {
  const load = (): void => {
    Promise.all([json<Packed>("roster.json"), json<Shapes>("county-shapes.json")])
      .then(([data, shapes]) => start(atlas, new Clock(data), shapes))
      .catch(() => undefined); // the still map and its table stand
  };
  requestAnimationFrame(() => setTimeout(load, 50));
}

/** Outlines of every drawn county in map units, and the lines between counties and states. */
function outlines(shapes: Shapes, postal: Record<string, string>): { counties: Outline[]; inner: Path2D; borders: Path2D; borderLines: XY[][] } {
  const arcs = arcsOf(shapes);
  const sides = new Map<number, Set<string>>();
  const counties: Outline[] = [];
  for (const [fips, rings] of Object.entries(shapes.counties)) {
    const state = postal[fips.slice(0, 2)] ?? "";
    const flat: XY[][] = [];
    let box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const ring of rings) {
      const points: XY[] = [];
      for (const [lon, lat] of ringOf(arcs, ring)) {
        const xy = project(state, lon, lat);
        if (!xy) continue;
        points.push(xy);
        box = [Math.min(box[0], xy[0]), Math.min(box[1], xy[1]), Math.max(box[2], xy[0]), Math.max(box[3], xy[1])];
      }
      flat.push(points);
      for (const n of ring) {
        const arc = n >= 0 ? n : ~n;
        sides.set(arc, (sides.get(arc) ?? new Set()).add(state));
      }
    }
    counties.push({ fips, state, rings: flat, box });
  }
  const [inner, borders] = [new Path2D(), new Path2D()];
  const borderLines: XY[][] = [];
  const used = new Map<number, number>();
  for (const rings of Object.values(shapes.counties)) for (const ring of rings) for (const n of ring) used.set(n >= 0 ? n : ~n, (used.get(n >= 0 ? n : ~n) ?? 0) + 1);
  for (const [arc, states] of sides) {
    const state = [...states][0] ?? "";
    const points = (arcs[arc] ?? []).flatMap(([lon, lat]) => {
      const xy = project(state, lon, lat);
      return xy ? [xy] : [];
    });
    const edge = states.size > 1 || used.get(arc) === 1;
    if (edge) borderLines.push(points);
    trace(edge ? borders : inner, points);
  }
  return { counties, inner, borders, borderLines };
}

function trace(path: Path2D, points: readonly XY[]): void {
  points.forEach(([x, y], n) => (n ? path.lineTo(x, y) : path.moveTo(x, y)));
}

function start(atlas: HTMLElement, clock: Clock, shapes: Shapes): void {
  const canvas = byId<HTMLCanvasElement>("map-canvas");
  const still = byId("map-still");
  const ctx = canvas?.getContext("2d");
  if (!canvas || !ctx) return;
  const postal = JSON.parse(byId("map-fips")?.textContent ?? "{}") as Record<string, string>;
  const { counties, inner, borders, borderLines } = outlines(shapes, postal);
  const byFips = new Map(counties.map((c) => [c.fips, c]));
  const days = [...new Set(clock.data.dates)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const lens: Lens = { x: WIDE / 2, y: HIGH / 2, k: 1 };
  let view: View = PLAIN;
  let size: "one" | "officers" | "people" = "one";
  let faded = false;
  let rows: Row[] = [];
  let gone: Row[] = [];
  let marks: Mark[] = [];
  let ghosts: Mark[] = [];
  let badges: Badge[] = [];
  let fills = new Map<string, Path2D>();
  let filled = new Map<string, string[]>();
  let spot: Spot | null = null;
  let places: Places | null = null;
  let chosen: Row | null = null;
  let wide = 0;
  let high = 0;
  let colors: Record<string, string> = {};

  const spread = (): number => Math.min(wide / WIDE, high / HIGH);
  const screen = (x: number, y: number): [number, number] => {
    const s = spread() * lens.k;
    return [(x - lens.x) * s + wide / 2, (y - lens.y) * s + high / 2];
  };
  const unit = (x: number, y: number): [number, number] => {
    const s = spread() * lens.k;
    return [(x - wide / 2) / s + lens.x, (y - high / 2) / s + lens.y];
  };

  // What is there to draw: asked anew when day or filters change.
  const gather = (): void => {
    rows = ask(clock, { ...view, status: ["listed"], near: "", miles: "", sort: "state" }, null, []);
    gone = faded ? ask(clock, { ...view, status: ["left"], near: "", miles: "", sort: "state" }, null, []) : [];
    marks = placed(rows);
    ghosts = placed(gone);
    const states = new Map<string, Row[]>();
    for (const row of rows) if (row.body.level === "state") states.set(row.body.state, [...(states.get(row.body.state) ?? []), row]);
    badges = [...states].flatMap(([state, some]) => {
      const at = middle(state);
      return at ? [{ state, rows: some, x: at[0], y: at[1], jailOnly: some.every((r) => modelsOf(r).every((m) => m === "JEM" || m === "WSO")) }] : [];
    });
    filled = new Map();
    const held = new Map<string, string>();
    for (const row of rows) {
      if (row.body.level !== "county") continue;
      const model = ORDER.find((m) => modelsOf(row).includes(m)) ?? "unknown";
      for (const fips of row.body.fips) {
        const before = held.get(fips);
        if (!before || ORDER.indexOf(model) < ORDER.indexOf(before)) held.set(fips, model);
      }
    }
    for (const [fips, model] of held) filled.set(model, [...(filled.get(model) ?? []), fips]);
    fills = new Map([...filled].map(([model, some]) => [model, pathOf(some)]));
    say_();
    if (chosen && !rows.includes(chosen)) chosen = rows.find((r) => r.body.id === chosen?.body.id) ?? null;
    draw();
  };
  const pathOf = (some: readonly string[]): Path2D => {
    const path = new Path2D();
    for (const fips of some) {
      for (const ring of byFips.get(fips)?.rings ?? []) {
        trace(path, ring);
        path.closePath();
      }
    }
    return path;
  };
  /** Agencies with a point; those that share one stand around it. */
  const placed = (some: readonly Row[]): Mark[] => {
    const seen = new Map<string, number>();
    return some.flatMap((row) => {
      const { level, lat, lon, state } = row.body;
      if (level === "state" || lat === null || lon === null) return [];
      const xy = project(state, lon, lat);
      if (!xy) return [];
      const key = `${lat} ${lon}`;
      const n = seen.get(key) ?? 0;
      seen.set(key, n + 1);
      const turn = n * 2.4;
      return [{ row, x: xy[0] + (n ? 1.6 * Math.cos(turn) : 0), y: xy[1] + (n ? 1.6 * Math.sin(turn) : 0) }];
    });
  };
  const boxes = new Map<string, [number, number, number, number]>();
  for (const c of counties) {
    const b = boxes.get(c.state);
    boxes.set(c.state, b ? [Math.min(b[0], c.box[0]), Math.min(b[1], c.box[1]), Math.max(b[2], c.box[2]), Math.max(b[3], c.box[3])] : [...c.box]);
  }
  const middles = new Map<string, XY>();
  /** A point within a state: the mean of its counties' middles, by their size. */
  const middle = (state: string): XY | null => {
    const known = middles.get(state);
    if (known) return known;
    let [sum, sx, sy] = [0, 0, 0];
    for (const c of counties) {
      if (c.state !== state) continue;
      const area = (c.box[2] - c.box[0]) * (c.box[3] - c.box[1]);
      sum += area;
      sx += (area * (c.box[0] + c.box[2])) / 2;
      sy += (area * (c.box[1] + c.box[3])) / 2;
    }
    if (!sum) return null;
    const found: XY = [sx / sum, sy / sum];
    middles.set(state, found);
    return found;
  };

  const radius = (row: Row): number => {
    const zoomed = 2.6 + 1.5 * Math.log2(lens.k + 0.4);
    if (size === "one") return zoomed;
    const value = size === "officers" ? row.body.officers : row.body.people;
    if (value === null) return Math.max(zoomed * 0.55, 1.6);
    return Math.min(Math.max((Math.sqrt(value) / (size === "officers" ? 9 : 260)) * (0.7 + 0.3 * lens.k), 1.6), 26);
  };

  const readColors = (): void => {
    const style = getComputedStyle(document.documentElement);
    colors = Object.fromEntries(["ink", "soft", "ground", "raised", "line", "none", "edge", "tfm", "wso", "jem", "link"].map((n) => [n, style.getPropertyValue(`--${n}`).trim()]));
  };
  const colorOf = (model: string): string => colors[model.toLowerCase()] ?? (model === "TTFM" || model === "HYBRID" ? (colors["tfm"] ?? "") : (colors["soft"] ?? ""));

  let frame = 0;
  const draw = (): void => {
    if (!frame) frame = requestAnimationFrame(() => { frame = 0; paint(ctx, devicePixelRatio || 1); }); // prettier-ignore
  };
  const paint = (ctx: CanvasRenderingContext2D, dots: number): void => {
    const s = spread() * lens.k;
    ctx.setTransform(dots, 0, 0, dots, 0, 0);
    ctx.fillStyle = colors["ground"] ?? "#fff";
    ctx.fillRect(0, 0, wide, high);
    ctx.setTransform(dots * s, 0, 0, dots * s, dots * (wide / 2 - lens.x * s), dots * (high / 2 - lens.y * s));
    ctx.lineJoin = "round";
    for (const [model, path] of fills) {
      ctx.globalAlpha = 0.26;
      ctx.fillStyle = colorOf(model);
      ctx.fill(path, "evenodd");
    }
    ctx.globalAlpha = 1;
    if (lens.k > 2.2) {
      ctx.strokeStyle = colors["line"] ?? "";
      ctx.lineWidth = 0.7 / s;
      ctx.stroke(inner);
    }
    ctx.strokeStyle = colors["soft"] ?? "";
    ctx.lineWidth = 0.9 / s;
    ctx.stroke(borders);
    ctx.setTransform(dots, 0, 0, dots, 0, 0);
    if (spot) {
      const at = project(spot.state || "TX", spot.lon, spot.lat);
      if (at) {
        const [x, y] = screen(at[0], at[1]);
        ctx.beginPath();
        ctx.arc(x, y, Number(view.miles) * MILES_TO_UNIT * s, 0, 2 * Math.PI);
        ctx.strokeStyle = colors["link"] ?? "";
        ctx.lineWidth = 2;
        ctx.setLineDash([6, 4]);
        ctx.stroke();
        ctx.setLineDash([]);
      }
    }
    for (const mark of ghosts) shape(ctx, mark, true);
    const sorted = size === "one" ? marks : [...marks].sort((a, b) => radius(b.row) - radius(a.row));
    for (const mark of sorted) shape(ctx, mark, false);
    for (const badge of badges) pin(ctx, badge);
    if (chosen) {
      const mark = marks.find((m) => m.row.body.id === chosen?.body.id);
      if (mark) {
        const [x, y] = screen(mark.x, mark.y);
        ctx.beginPath();
        ctx.arc(x, y, radius(mark.row) + 6, 0, 2 * Math.PI);
        ctx.strokeStyle = colors["link"] ?? "";
        ctx.lineWidth = 3;
        ctx.stroke();
      }
    }
  };
  const shape = (ctx: CanvasRenderingContext2D, mark: Mark, ghost: boolean): void => {
    const [x, y] = screen(mark.x, mark.y);
    const r = radius(mark.row);
    if (x < -r * 3 || y < -r * 3 || x > wide + r * 3 || y > high + r * 3) return;
    const models = modelsOf(mark.row).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
    models.forEach((model, n) => {
      const dx = (n - (models.length - 1) / 2) * r * 1.7;
      ctx.beginPath();
      outline(ctx, model, x + dx, y, r);
      ctx.globalAlpha = ghost ? 0.55 : 1;
      if (ghost) {
        ctx.strokeStyle = colors["soft"] ?? "";
        ctx.lineWidth = 1.2;
      } else {
        ctx.fillStyle = colorOf(model);
        ctx.fill();
        ctx.strokeStyle = colors["edge"] ?? "";
        ctx.lineWidth = 0.8;
      }
      ctx.stroke();
      ctx.globalAlpha = 1;
    });
  };
  /** Triangle for Task Force, circle for Warrant Service, square for Jail Enforcement, diamond for what is rare. */
  const outline = (ctx: Pick<CanvasRenderingContext2D, "moveTo" | "lineTo" | "closePath" | "arc" | "rect">, model: string, x: number, y: number, r: number): void => {
    if (model === "WSO") ctx.arc(x, y, r, 0, 2 * Math.PI);
    else if (model === "JEM") ctx.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76);
    else {
      const points: XY[] = model === "TFM" ? [[0, -1.25], [1.15, 0.85], [-1.15, 0.85]] : [[0, -1.3], [1.1, 0], [0, 1.3], [-1.1, 0]]; // prettier-ignore
      points.forEach(([dx, dy], n) => (n ? ctx.lineTo(x + dx * r, y + dy * r) : ctx.moveTo(x + dx * r, y + dy * r)));
      ctx.closePath();
    }
  };
  const pin = (ctx: CanvasRenderingContext2D, badge: Badge): void => {
    const [x, y] = screen(badge.x, badge.y);
    const text = String(badge.rows.length);
    const half = 9 + 3 * text.length;
    ctx.beginPath();
    ctx.roundRect(x - half, y - 10, 2 * half, 20, badge.jailOnly ? 3 : 10);
    ctx.fillStyle = badge.jailOnly ? (colors["ground"] ?? "") : (colors["ink"] ?? "");
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.setLineDash(badge.jailOnly ? [3, 2] : []);
    ctx.strokeStyle = colors["ink"] ?? "";
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = badge.jailOnly ? (colors["ink"] ?? "") : (colors["ground"] ?? "");
    ctx.font = "700 12px system-ui, sans-serif";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(text, x, y + 0.5);
  };

  // Counters, shares of a state, and the list of what is in view.
  const counts = byId("map-counts");
  const speak = counts ? speaker(counts, 900) : () => undefined;
  const say_ = (): void => {
    if (!counts) return;
    const agreements = rows.reduce((n, r) => n + r.entries.length, 0);
    const at = clock.position(view["as-of"], view["known-on"]);
    const under = sheriffPeople(clock, rows, view.state);
    const text = say("atlas_counts", { day: day(view["as-of"] || clock.data.dates[at] || ""), agencies: count(rows.length), agreements: count(agreements), people: count(under) });
    counts.textContent = text;
    counts.dataset["agencies"] = String(rows.length);
    counts.dataset["agreements"] = String(agreements);
    counts.dataset["people"] = String(under);
    counts.dataset["ready"] = address(view);
    if (!timer) speak(text);
    shares();
    const other = byId<HTMLAnchorElement>("map-roster");
    if (other) other.href = `${home}roster/${address(view) ? `?${address(view)}` : ""}`;
  };
  /** Of a state's people, how many live under a sheriff with each model. */
  const shares = (): void => {
    const place = byId("map-shares");
    if (!place) return;
    const state = view.state.length === 1 ? (view.state[0] ?? "") : "";
    const people = clock.data.state_people[state] ?? 0;
    place.hidden = !people;
    if (!people) return;
    const list = made("ul");
    const every = ask(clock, { ...PLAIN, state: [state], "as-of": view["as-of"], "known-on": view["known-on"] }, null, []);
    for (const model of ["TFM", "WSO", "JEM", ""]) {
      const under = sheriffPeople(clock, every, [state], model);
      const share = ((100 * under) / people).toFixed(1);
      const item = made("li", say(model ? "atlas_share" : "atlas_share_any", { model: words[model] ?? model, share, people: count(under) }), { "data-model": model || "any", "data-people": String(under) });
      list.append(item);
    }
    place.replaceChildren(made("p", say("atlas_shares", { state: clock.data.states[state] ?? state, people: count(people) })), list);
  };
  const inView = (): Mark[] =>
    marks.filter((m) => {
      const [x, y] = screen(m.x, m.y);
      return x >= 0 && y >= 0 && x <= wide && y <= high;
    });
  const list = byId<HTMLDetailsElement>("map-list");
  const fillList = (): void => {
    const place = byId("map-list-rows");
    if (!list || !place) return;
    const some = inView();
    const head = list.querySelector("summary");
    if (head) head.textContent = say("atlas_in_view", { n: count(some.length) });
    if (!list.open) return;
    place.replaceChildren(
      ...some.slice(0, LISTED).map((m) => {
        const item = made("li");
        const link = made("a", `${m.row.body.name}, ${m.row.body.state}`, { href: `${home}agency/${m.row.body.id}/` });
        link.addEventListener("focus", () => pick(m.row));
        item.append(link, ` (${modelsOf(m.row).join(", ")})`);
        return item;
      }),
    );
    if (some.length > LISTED) place.append(made("li", say("atlas_more", { n: count(some.length - LISTED) })));
  };
  list?.addEventListener("toggle", fillList);

  // The answer card.
  const card = byId("map-card");
  const tell = (...nodes: (Node | string)[]): void => card?.replaceChildren(...nodes);
  const pick = (row: Row | null): void => {
    chosen = row;
    if (row) tell(answer(row));
    draw();
  };
  const answer = (row: Row): Node => {
    const out = made("div");
    const name = made("a", `${row.body.name}, ${row.body.state}`, { href: `${home}agency/${row.body.id}/` });
    const head = made("p");
    head.append(made("strong"), " ");
    head.firstElementChild?.append(name);
    for (const model of modelsOf(row)) head.append(made("abbr", model, { title: words[model] ?? model, class: `badge ${model.toLowerCase()}` }), " ");
    const facts = [
      say("atlas_signed", { day: day(signedOf(row)[0] ?? "") || say("unknown"), listed: day(row.entries.map((e) => e.first).sort()[0] ?? "") }),
      row.body.people === null ? "" : say("atlas_people", { n: count(row.body.people) }),
      row.body.officers === null ? "" : say("atlas_officers", { n: count(row.body.officers) }),
      row.body.point === "county" ? say("atlas_point_county") : "",
      row.status === "left" ? say("atlas_left", { day: day(row.entries.map((e) => e.last ?? "").sort().at(-1) ?? "") }) : "",
    ].filter(Boolean); // prettier-ignore
    out.append(head, made("p", facts.join(" ")));
    return out;
  };
  const answerState = (badge: Badge): Node => {
    const out = made("div");
    out.append(made("p", say(badge.jailOnly ? "atlas_state_jail" : "atlas_state", { state: clock.data.states[badge.state] ?? badge.state, n: badge.rows.length })));
    const some = made("ul");
    for (const row of badge.rows) {
      const item = made("li");
      item.append(made("a", row.body.name, { href: `${home}agency/${row.body.id}/` }), ` (${modelsOf(row).join(", ")})`);
      some.append(item);
    }
    out.append(some);
    return out;
  };
  const answerCounty = (fips: string): Node => {
    const out = made("p");
    const held = rows.filter((r) => r.body.level !== "state" && r.body.fips.includes(fips));
    const name = names?.get(fips) ?? clock.data.counties[fips] ?? "";
    if (!name) {
      if (!names) {
        names = new Map();
        opened().then((parts) => {
          names = new Map(parts.states.flatMap((s) => parts.countiesOf(s.postal)).map((c) => [c.code, `${c.name}, ${c.state}`]));
          if (out.isConnected) tell(answerCounty(fips));
        }, () => (names = null)); // prettier-ignore
      }
      return out;
    }
    out.append(made("a", name, { href: `${home}county/${fips}/` }), `: ${held.length ? held.map((r) => `${r.body.name} (${modelsOf(r).join(", ")})`).join("; ") : say("atlas_nothing")}`);
    return out;
  };
  let names: Map<string, string> | null = null;

  const countyAt = (x: number, y: number): string => {
    for (const c of counties) {
      if (x < c.box[0] || y < c.box[1] || x > c.box[2] || y > c.box[3]) continue;
      let inside = false;
      for (const ring of c.rings) {
        for (let n = 0; n < ring.length; n++) {
          const [[ax, ay], [bx, by]] = [ring[n] as XY, ring[(n + 1) % ring.length] as XY];
          if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
        }
      }
      if (inside) return c.fips;
    }
    return "";
  };
  const touch = (px: number, py: number, slack: number): boolean => {
    for (const badge of badges) {
      const [x, y] = screen(badge.x, badge.y);
      if (Math.abs(px - x) < 16 && Math.abs(py - y) < 13) {
        chosen = null;
        tell(answerState(badge));
        draw();
        return true;
      }
    }
    let best: Mark | null = null;
    let least = Infinity;
    for (const mark of [...marks, ...ghosts]) {
      const [x, y] = screen(mark.x, mark.y);
      const away = Math.hypot(px - x, py - y) - radius(mark.row);
      if (away < slack && away < least) [best, least] = [mark, away];
    }
    if (best) {
      pick(best.row);
      return true;
    }
    const fips = countyAt(...unit(px, py));
    chosen = null;
    if (fips) tell(answerCounty(fips));
    draw();
    return Boolean(fips);
  };

  // Zoom, pan and pinch.
  let settle = 0;
  const moved = (): void => {
    lens.k = Math.min(Math.max(lens.k, 1), MOST_ZOOM);
    const room = (0.5 * 1) / lens.k;
    lens.x = Math.min(Math.max(lens.x, WIDE * room * 0.5), WIDE * (1 - room * 0.5));
    lens.y = Math.min(Math.max(lens.y, HIGH * room * 0.5), HIGH * (1 - room * 0.5));
    if (lens.k === 1) [lens.x, lens.y] = [WIDE / 2, HIGH / 2];
    draw();
    clearTimeout(settle);
    settle = window.setTimeout(() => {
      keep();
      fillList();
    }, 250);
  };
  const zoom = (by: number, px = wide / 2, py = high / 2): void => {
    const before = unit(px, py);
    lens.k = Math.min(Math.max(lens.k * by, 1), MOST_ZOOM);
    const after = unit(px, py);
    lens.x += before[0] - after[0];
    lens.y += before[1] - after[1];
    moved();
  };
  const pointers = new Map<number, XY>();
  let dragged = 0;
  const local = (event: PointerEvent | WheelEvent): XY => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, local(event));
    dragged = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    const now = local(event);
    if (!before) {
      if (event.pointerType === "mouse" && !timer) touch(now[0], now[1], 5);
      return;
    }
    const s = spread() * lens.k;
    if (pointers.size === 1) {
      if (event.pointerType === "touch" && lens.k === 1) return; // a page must be scrolled past the whole map
      lens.x -= (now[0] - before[0]) / s;
      lens.y -= (now[1] - before[1]) / s;
      dragged += Math.hypot(now[0] - before[0], now[1] - before[1]);
      pointers.set(event.pointerId, now);
      moved();
    } else {
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (!other) return;
      const was = Math.hypot(before[0] - other[0], before[1] - other[1]);
      const is = Math.hypot(now[0] - other[0], now[1] - other[1]);
      pointers.set(event.pointerId, now);
      dragged += 20;
      if (was > 0) zoom(is / was, (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    }
    canvas.style.touchAction = lens.k > 1 ? "none" : "pan-y pinch-zoom";
  });
  const up = (event: PointerEvent): void => {
    const at = pointers.get(event.pointerId);
    pointers.delete(event.pointerId);
    if (at && dragged < 6 && event.type === "pointerup") touch(at[0], at[1], event.pointerType === "touch" ? 18 : 6);
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && lens.k === 1 && event.deltaY > 0) return; // nothing farther out: the page scrolls
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * 0.0022), ...local(event));
  }, { passive: false }); // prettier-ignore
  canvas.addEventListener("dblclick", (event) => zoom(2, event.offsetX, event.offsetY));
  canvas.addEventListener("keydown", (event) => {
    const step = 60 / (spread() * lens.k);
    const moves: Record<string, () => void> = {
      ArrowLeft: () => (lens.x -= step), ArrowRight: () => (lens.x += step), ArrowUp: () => (lens.y -= step), ArrowDown: () => (lens.y += step),
      "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), "0": () => whole(), Enter: () => touch(wide / 2, high / 2, 60),
    }; // prettier-ignore
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
    moved();
  });
  const whole = (): void => fly(WIDE / 2, HIGH / 2, 1);
  const fly = (x: number, y: number, k: number): void => {
    const from = { ...lens };
    if (calm.matches || !wide) {
      Object.assign(lens, { x, y, k });
      moved();
      return;
    }
    const begun = performance.now();
    const step = (now: number): void => {
      const t = Math.min((now - begun) / 450, 1);
      const eased = t * t * (3 - 2 * t);
      lens.k = from.k * (k / from.k) ** eased;
      lens.x = from.x + (x - from.x) * eased;
      lens.y = from.y + (y - from.y) * eased;
      draw();
      if (t < 1) requestAnimationFrame(step);
      else moved();
    };
    requestAnimationFrame(step);
  };
  const flyTo = (state: string): void => {
    const box = boxes.get(state);
    if (!box || !Number.isFinite(box[0])) {
      whole();
      return;
    }
    const k = Math.min(0.86 / Math.max((box[2] - box[0]) / (wide / spread()), (box[3] - box[1]) / (high / spread())), MOST_ZOOM);
    fly((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, Math.max(k, 1));
  };
  byId("map-in")?.addEventListener("click", () => zoom(1.6));
  byId("map-out")?.addEventListener("click", () => zoom(1 / 1.6));
  byId("map-whole")?.addEventListener("click", whole);

  // The day, the film and its moments.
  const slider = byId<HTMLInputElement>("map-day");
  const out = byId("map-day-out");
  const play = byId<HTMLButtonElement>("map-play");
  const caption = byId("map-caption");
  let timer = 0;
  const last = days.length - 1;
  const setDay = (n: number): void => {
    const at = Math.min(Math.max(n, 0), last);
    const iso = days[at] ?? "";
    view = { ...view, "as-of": at === last ? "" : iso };
    if (slider) {
      slider.value = String(at);
      slider.setAttribute("aria-valuetext", day(iso));
    }
    if (out) out.textContent = day(iso);
    gather();
  };
  const stop = (): void => {
    clearTimeout(timer);
    timer = 0;
    if (play) play.textContent = say("map_play");
    if (caption) caption.textContent = "";
    say_();
    keep();
    fillList();
  };
  const film = (n: number, told: number): void => {
    if (n > last) {
      stop();
      return;
    }
    setDay(n);
    const iso = days[n] ?? "";
    const next = moments.findIndex(([when], m) => m >= told && when <= iso && when >= FILM_FROM);
    const here = next >= 0 ? moments[next] : undefined;
    if (caption && here) caption.textContent = `${day(here[0])}: ${here[1]}`;
    timer = window.setTimeout(() => film(n + 1, here ? next + 1 : told), here || n === last ? FILM_REST : FILM_STEP);
  };
  play?.addEventListener("click", () => {
    if (timer) {
      stop();
      return;
    }
    play.textContent = say("map_pause");
    const now = days.indexOf(view["as-of"] || "");
    timer = 1;
    film(now >= 0 && now < last ? now : days.findIndex((d) => d >= FILM_FROM), 0);
  });
  const motion = (): void => {
    if (play) play.hidden = calm.matches;
    if (calm.matches && timer) stop();
  };
  calm.addEventListener("change", motion);
  motion();
  if (slider) {
    slider.max = String(last);
    slider.addEventListener("input", () => {
      if (timer) stop();
      setDay(Number(slider.value));
      clearTimeout(settle);
      settle = window.setTimeout(() => {
        keep();
        fillList();
      }, 250);
    });
  }
  const jumps = byId("map-jumps");
  jumps?.replaceChildren(
    ...moments.map(([when, what]) => {
      const item = made("li");
      const button = made("button", `${day(when)}: ${what}`, { type: "button" });
      button.addEventListener("click", () => {
        if (timer) stop();
        setDay(Math.max(days.findIndex((d) => d >= when), 0)); // prettier-ignore
        keep();
      });
      item.append(button);
      return item;
    }),
  );

  // Filters and the address.
  const form = byId<HTMLFormElement>("map-filters");
  const field = (name: string): HTMLSelectElement | null => (form?.elements.namedItem(name) as HTMLSelectElement | null) ?? null;
  const boxesOf = (name: string): HTMLInputElement[] => [...(form?.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`) ?? [])];
  const keep = (): void => {
    const said = [address(view)];
    if (size !== "one") said.push(`size=${size}`);
    if (faded) said.push("left=1");
    if (lens.k > 1.001) said.push(`at=${lens.x.toFixed(1)},${lens.y.toFixed(1)},${lens.k.toFixed(2)}`);
    const query = said.filter(Boolean).join("&");
    history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
  };
  const toForm = (): void => {
    for (const key of ["state", "kind", "rurality", "bound"] as const) {
      const list = field(key);
      if (list) list.value = view[key].join(",");
    }
    for (const box of boxesOf("model")) box.checked = view.model.includes(box.value);
    const sized = field("size");
    if (sized) sized.value = size;
    for (const box of boxesOf("left")) box.checked = faded;
  };
  form?.addEventListener("change", (event) => {
    const search = new URLSearchParams();
    for (const key of ["state", "kind", "rurality", "bound"] as const) if (field(key)?.value) search.set(key, field(key)?.value ?? "");
    const models = boxesOf("model").filter((b) => b.checked).map((b) => b.value).join(","); // prettier-ignore
    if (models) search.set("model", models);
    for (const key of ["as-of", "known-on", "near", "miles"] as const) if (view[key]) search.set(key, view[key]);
    view = read(search.toString()).view;
    const sized = field("size")?.value;
    size = sized === "officers" || sized === "people" ? sized : "one";
    faded = boxesOf("left").some((b) => b.checked);
    if ((event.target as HTMLElement).getAttribute("name") === "state") flyTo(view.state.length === 1 ? (view.state[0] ?? "") : "");
    gather();
    keep();
    fillList();
  });
  form?.addEventListener("submit", (event) => event.preventDefault());
  const fromAddress = async (): Promise<void> => {
    const asked = new URLSearchParams(location.search);
    view = { ...read(location.search).view, status: ["listed"], sort: "state" };
    const sized = asked.get("size");
    size = sized === "officers" || sized === "people" ? sized : "one";
    faded = asked.get("left") === "1";
    spot = null;
    if (view.near) {
      places ??= await json<Places>("places.json");
      const found = findSpot(view.near, places, clock.data.states);
      spot = found && !Array.isArray(found) ? found : null;
    }
    toForm();
    const iso = view["as-of"];
    const at = iso ? days.filter((d) => d <= iso).length - 1 : last;
    if (slider) {
      slider.value = String(Math.max(at, 0));
      slider.setAttribute("aria-valuetext", day(iso || clock.newest));
    }
    if (out) out.textContent = day(iso || clock.newest);
    const given = (asked.get("at") ?? "").split(",").map(Number);
    if (given.length === 3 && given.every(Number.isFinite)) Object.assign(lens, { x: given[0], y: given[1], k: Math.min(Math.max(given[2] ?? 1, 1), MOST_ZOOM) });
    else if (spot) {
      const xy = project(spot.state || "TX", spot.lon, spot.lat);
      if (xy) Object.assign(lens, { x: xy[0], y: xy[1], k: Math.max(HIGH / (Number(view.miles) * MILES_TO_UNIT * 3), 1) });
    } else if (view.state.length === 1) flyTo(view.state[0] ?? "");
    gather();
    fillList();
  };

  // Pictures to keep, with their source.
  const titled = (): [string, string] => {
    const at = clock.position(view["as-of"], view["known-on"]);
    return [counts?.textContent ?? "", say("atlas_source", { list: clock.data.lists[at] ?? "", link: location.href })];
  };
  const save = (blob: Blob, name: string): void => {
    const link = made("a", "", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  byId("map-png")?.addEventListener("click", () => {
    const dots = Math.max(devicePixelRatio || 1, 2);
    const picture = made("canvas", "", { width: String(Math.round(wide * dots)), height: String(Math.round((high + 70) * dots)) });
    const pen = picture.getContext("2d");
    if (!pen) return;
    paint(pen, dots);
    pen.setTransform(dots, 0, 0, dots, 0, 0);
    pen.fillStyle = colors["ground"] ?? "";
    pen.fillRect(0, high, wide, 70);
    pen.fillStyle = colors["ink"] ?? "";
    pen.textAlign = "left";
    const [title, source] = titled();
    pen.font = "600 13px system-ui, sans-serif";
    pen.fillText(title, 10, high + 20, wide - 20);
    pen.font = "12px system-ui, sans-serif";
    pen.fillText(legendSaid(), 10, high + 40, wide - 20);
    pen.fillText(source, 10, high + 58, wide - 20);
    picture.toBlob((blob) => blob && save(blob, "287g-map.png"), "image/png");
  });
  const legendSaid = (): string => say("atlas_legend");
  byId("map-svg")?.addEventListener("click", () => save(new Blob([svg()], { type: "image/svg+xml" }), "287g-map.svg"));
  const svg = (): string => {
    const text = (t: string): string => t.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
    const at = (x: number, y: number): string => screen(x, y).map((n) => n.toFixed(1)).join(" "); // prettier-ignore
    const line = (points: readonly XY[], close: boolean): string => (points.length ? `M${points.map(([x, y]) => at(x, y)).join("L")}${close ? "z" : ""}` : "");
    const parts = [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high + 70}" font-family="system-ui,sans-serif">`,
      `<title>${text(titled()[0])}</title><rect width="${wide}" height="${high + 70}" fill="${colors["ground"]}"/>`,
      `<clipPath id="c"><rect width="${wide}" height="${high}"/></clipPath><g clip-path="url(#c)">`,
    ];
    for (const [model, some] of filled) {
      parts.push(`<path fill-rule="evenodd" fill="${colorOf(model)}" fill-opacity=".26" d="${some.flatMap((f) => byFips.get(f)?.rings ?? []).map((r) => line(r, true)).join("")}"/>`); // prettier-ignore
    }
    parts.push(`<path fill="none" stroke="${colors["soft"]}" stroke-width=".9" d="${borderLines.map((l) => line(l, false)).join("")}"/>`);
    for (const mark of marks) {
      const [x, y] = screen(mark.x, mark.y);
      const r = radius(mark.row);
      const models = modelsOf(mark.row).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
      models.forEach((model, n) => {
        const cx = x + (n - (models.length - 1) / 2) * r * 1.7;
        const look = `fill="${colorOf(model)}" stroke="${colors["edge"]}" stroke-width=".8"`;
        if (model === "WSO") parts.push(`<circle cx="${cx.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" ${look}/>`);
        else {
          const points: string[] = [];
          const pen = { moveTo: (a: number, b: number) => points.push(`${a.toFixed(1)},${b.toFixed(1)}`), lineTo: (a: number, b: number) => points.push(`${a.toFixed(1)},${b.toFixed(1)}`), closePath: () => undefined, arc: () => undefined, rect: (a: number, b: number, w: number, h: number) => points.push(`${a},${b}`, `${a + w},${b}`, `${a + w},${b + h}`, `${a},${b + h}`) }; // prettier-ignore
          outline(pen as unknown as CanvasRenderingContext2D, model, cx, y, r);
          parts.push(`<polygon points="${points.join(" ")}" ${look}/>`);
        }
      });
    }
    for (const badge of badges) {
      const [x, y] = screen(badge.x, badge.y);
      parts.push(`<rect x="${(x - 12).toFixed(1)}" y="${(y - 10).toFixed(1)}" width="24" height="20" rx="${badge.jailOnly ? 3 : 10}" fill="${badge.jailOnly ? colors["ground"] : colors["ink"]}" stroke="${colors["ink"]}"/><text x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}" font-size="12" font-weight="700" text-anchor="middle" fill="${badge.jailOnly ? colors["ink"] : colors["ground"]}">${badge.rows.length}</text>`);
    }
    const [title, source] = titled();
    parts.push(`</g><g fill="${colors["ink"]}" font-size="12"><text x="10" y="${high + 20}" font-weight="600">${text(title)}</text><text x="10" y="${high + 40}">${text(legendSaid())}</text><text x="10" y="${high + 58}">${text(source)}</text></g></svg>`);
    return parts.join("\n");
  };

  const resize = (): void => {
    const box = canvas.parentElement?.getBoundingClientRect();
    if (!box?.width) return;
    const dots = devicePixelRatio || 1;
    wide = Math.round(box.width);
    high = Math.round(Math.max(box.width * (HIGH / WIDE), Math.min(340, innerHeight * 0.6)));
    canvas.width = Math.round(wide * dots);
    canvas.height = Math.round(high * dots);
    canvas.style.height = `${high}px`;
    draw();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readColors();
    draw();
  });
  readColors();
  if (still) still.hidden = true;
  canvas.hidden = false;
  for (const id of ["map-controls", "map-zoom", "map-list", "map-more-moments", "map-tools"]) {
    const part = byId(id);
    if (part) part.hidden = false;
  }
  new ResizeObserver(resize).observe(canvas.parentElement ?? canvas);
  resize();
  window.addEventListener("popstate", () => void fromAddress());
  window.addEventListener("hashchange", () => void fromAddress());
  void fromAddress();
  atlas.dataset["ready"] = "1";
}

/** People of counties whose sheriff is on the list with a model (any if none): as `deputized coverage` counts under sheriffs. */
export function sheriffPeople(clock: Clock, rows: readonly Row[], states: readonly string[], model = ""): number {
  const counties = new Set<string>();
  for (const row of rows) {
    if (row.body.kind !== "sheriff" || !(row.body.state in clock.data.state_people)) continue;
    if (states.length && !states.includes(row.body.state)) continue;
    if (row.entries.some((e) => e.listed && (!model || e.model === model))) for (const fips of row.body.fips) counties.add(fips);
  }
  let sum = 0;
  for (const fips of counties) sum += clock.data.people[fips] ?? 0;
  return sum;
}

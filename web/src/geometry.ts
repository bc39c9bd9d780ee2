// The counties' outlines (data/county-shapes.json, the file the package draws from), their projection, and miles to their land:
// the same arithmetic as places/geometry.py, places/projection.py and explore/points.py.

export interface Shapes {
  readonly counties: Record<string, readonly (readonly number[])[]>;
  readonly arcs: readonly (readonly number[])[];
}

export type LonLat = readonly [number, number];

export const WIDE = 975;
export const HIGH = 610;
const DEGREE = Math.PI / 180;
const EARTH_MILES = 3958.8;
export const MILES_TO_UNIT = 1300 / EARTH_MILES;

/** Points of every arc in degrees; each is given as its difference from the last, in thousandths. */
export function arcsOf(shapes: Shapes): LonLat[][] {
  return shapes.arcs.map((flat) => {
    const points: LonLat[] = [];
    let x = 0;
    let y = 0;
    for (let n = 0; n + 1 < flat.length; n += 2) {
      x += flat[n] ?? 0;
      y += flat[n + 1] ?? 0;
      points.push([x / 1000, y / 1000]);
    }
    return points;
  });
}

/** A closed ring's points, each once; `~n` walks arc n backwards. */
export function ringOf(arcs: readonly LonLat[][], ring: readonly number[]): LonLat[] {
  return ring.flatMap((n) => {
    const points = n >= 0 ? (arcs[n] ?? []) : [...(arcs[~n] ?? [])].reverse();
    return points.slice(0, -1);
  });
}

function albers(meridian: number, latitude: number, offset: number, south: number, north: number, scale: number, x0: number, y0: number) {
  const [first, second] = [south * DEGREE, north * DEGREE];
  const n = (Math.sin(first) + Math.sin(second)) / 2;
  const c = Math.cos(first) ** 2 + 2 * n * Math.sin(first);
  const polar = (lon: number, lat: number): [number, number] => {
    let turn = (lon - meridian) * DEGREE;
    turn = n * Math.atan2(Math.sin(turn), Math.cos(turn));
    const radius = Math.sqrt(Math.max(c - 2 * n * Math.sin(lat * DEGREE), 0)) / n;
    return [radius * Math.sin(turn), radius * Math.cos(turn)];
  };
  const [cx, cy] = polar(meridian + offset, latitude);
  return (lon: number, lat: number): [number, number] => {
    const [x, y] = polar(lon, lat);
    return [x0 + scale * (x - cx), y0 - scale * (cy - y)];
  };
}

const MAINLAND = albers(-96, 38.7, -0.6, 29.5, 45.5, 1300, 487.5, 305);
const INSETS: Record<string, (lon: number, lat: number) => [number, number]> = {
  AK: albers(-154, 58.5, -2, 55, 65, 455, 148, 566),
  HI: albers(-157, 19.9, -3, 8, 18, 1300, 268, 580),
  PR: albers(-66.4, 18.2, 0, 17.5, 19, 1170, 868, 578),
};
const ISLANDS = new Set(["AS", "GU", "MP", "VI"]);

/** Map units of a point of a state; null for what the map does not draw. */
export function project(state: string, lon: number, lat: number): [number, number] | null {
  if (ISLANDS.has(state)) return null;
  return (INSETS[state] ?? MAINLAND)(lon, lat);
}

/** Miles to the nearest land of rings, 0 within. */
export function milesToLand(spot: readonly [number, number], rings: readonly LonLat[][]): number | null {
  if (!rings.length) return null;
  const [lat, lon] = spot;
  const wide = Math.cos(lat * DEGREE) * EARTH_MILES * DEGREE;
  const high = EARTH_MILES * DEGREE;
  let inside = 0;
  let least = Infinity;
  for (const ring of rings) {
    const flat = ring.map(([x, y]): [number, number] => [(x - lon) * wide, (y - lat) * high]);
    let winds = false;
    flat.forEach(([x, y], n) => {
      const [u, v] = flat[(n + 1) % flat.length] as [number, number];
      if (y > 0 !== v > 0 && ((u - x) * -y) / (v - y) + x > 0) winds = !winds;
      const [dx, dy] = [u - x, v - y];
      const length = dx * dx + dy * dy;
      const t = length === 0 ? 0 : Math.min(Math.max(-(x * dx + y * dy) / length, 0), 1);
      least = Math.min(least, Math.hypot(x + t * dx, y + t * dy));
    });
    if (winds) inside++;
  }
  return inside % 2 ? 0 : Number(least.toFixed(1));
}

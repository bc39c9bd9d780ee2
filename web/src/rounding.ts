// Sums and chances as the briefs say them: to two figures, and never certain.

/** Dollars without sign to two figures, under 1,000 to the nearest hundred: $190,000. */
export function about(value: number): string {
  const size = Math.abs(value);
  const unit = 10 ** Math.max(String(Math.trunc(size)).length - 2, 2);
  return `$${(Math.floor(size / unit + 0.5) * unit).toLocaleString("en-US")}`;
}

/** A share of runs: "27 in 100", by the words given for the ends and between. */
export function chances(share: number, under: string, over: string, between: string): string {
  const ofHundred = Math.floor(share * 100 + 0.5);
  if (ofHundred < 1) return under;
  return ofHundred > 99 ? over : between.replace("{n}", String(ofHundred));
}

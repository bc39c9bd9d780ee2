// The runs, apart from the page, so that typing stays quick.

import type { Published } from "./flow.ts";
import type { Seed } from "./random.ts";
import { runs } from "./runs.ts";
import type { RunPlan } from "./runs.ts";

interface Asked {
  number: number;
  plan: RunPlan;
  published: Published & { seed: Seed };
  count: number;
}

addEventListener("message", (event: MessageEvent<Asked>) => {
  const { number, plan, published, count } = event.data;
  const begun = performance.now();
  const found = runs(plan, published, count);
  postMessage({ number, found, milliseconds: performance.now() - begun });
});

import { setImmediate as othersGoFirst } from "node:timers/promises"

const turnMs = 20

/** Everything of a list that costs work: a page may hold tens of thousands of records, and others have their turns in between. */
export async function gatheredInTurns<Item>(items: Iterable<Item>): Promise<Item[]> {
  const gathered: Item[] = []
  let begun = performance.now()
  for (const item of items) {
    gathered.push(item)
    if (performance.now() - begun < turnMs) continue
    await othersGoFirst()
    begun = performance.now()
  }
  return gathered
}

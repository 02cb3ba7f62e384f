import { setImmediate as othersGoFirst } from "node:timers/promises"

const turnMs = 20

/** Work that is done step by step: whatever else the process has to do has its turns in between. */
export async function inTurns<Answer>(steps: Iterator<unknown, Answer>, betweenTurns = () => {}): Promise<Answer> {
  let begun = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - begun < turnMs) continue
    await othersGoFirst()
    betweenTurns()
    begun = performance.now()
  }
}

/** Everything of a list that costs work: a page may hold tens of thousands of records. */
export function gatheredInTurns<Item>(items: Iterable<Item>): Promise<Item[]> {
  return inTurns(gathering(items))
}

function* gathering<Item>(items: Iterable<Item>): Generator<void, Item[]> {
  const gathered: Item[] = []
  for (const item of items) {
    gathered.push(item)
    yield
  }
  return gathered
}

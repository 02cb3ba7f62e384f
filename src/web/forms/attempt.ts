import { Refusal } from "../../platform/refusal.ts"

type Attempt<Value> =
  | { readonly kind: "done"; readonly value: Value }
  | { readonly kind: "refused"; readonly refusal: Refusal }

/** Runs a use case whose refusal the same form will show again, with all that was written in it. Anything else travels up. */
export async function attempt<Value>(work: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { kind: "done", value: await work() }
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", refusal: error }
    throw error
  }
}

/**
 * The conventions that this process reads by. They are like its locale: every file, record and name of a portal is read by
 * the same, from the start of the process to its end. Handing them through each of the functions that look at a value was
 * declined: some fifty of them would take an argument that never differs.
 */
import { type Conventions, conventionsFrom } from "./conventions.ts"

let inForce: Conventions = conventionsFrom({}, "no country")

/** Called once, when a process starts, before anything is read. */
export function useConventions(conventions: Conventions): void {
  inForce = conventions
}

export function conventions(): Conventions {
  return inForce
}

/** What is made of the conventions, made once. */
export function fromConventions<Made>(make: (conventions: Conventions) => Made): () => Made {
  let known: { readonly of: Conventions; readonly made: Made } | undefined
  return () => {
    if (known?.of !== inForce) known = { of: inForce, made: make(inForce) }
    return known.made
  }
}

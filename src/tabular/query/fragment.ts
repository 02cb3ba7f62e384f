import type { QueryValue } from "../engine/query-engine.ts"

/** A part of SQL that we wrote, with the values that belong in it: text from outside is always a value, never SQL. */
export class Fragment {
  readonly text: string
  readonly params: readonly QueryValue[]

  constructor(text: string, params: readonly QueryValue[]) {
    this.text = text
    this.params = params
  }
}

/** Fragments are put in as they are, everything else is bound. */
export function sql(texts: TemplateStringsArray, ...values: readonly (Fragment | QueryValue)[]): Fragment {
  const params: QueryValue[] = []
  const parts = values.map((value, at) => {
    const before = texts[at]!
    if (!(value instanceof Fragment)) {
      params.push(value)
      return `${before}?`
    }
    params.push(...value.params)
    return before + value.text
  })
  return new Fragment(parts.join("") + texts[values.length]!, params)
}

export function joined(parts: readonly Fragment[], between: string): Fragment {
  return new Fragment(
    parts.map(({ text }) => text).join(between),
    parts.flatMap(({ params }) => params),
  )
}

/** A name in quotes. */
export function named(name: string): Fragment {
  return new Fragment(`"${name.replaceAll('"', '""')}"`, [])
}

export const nothing = new Fragment("", [])

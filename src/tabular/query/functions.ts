import { aggregateFunctions } from "./aggregate-functions.ts"
import { columnFunctions } from "./column-functions.ts"
import type { CallContext, Compiled, QueryFunction } from "./compiled.ts"
import type { Call } from "./expression.ts"
import { geoFunctions } from "./geo-functions.ts"
import { nearest } from "./nearest.ts"
import { QueryMistake } from "./query-mistake.ts"

const functions: ReadonlyMap<string, QueryFunction> = new Map([
  ...Object.entries(columnFunctions),
  ...Object.entries(aggregateFunctions),
  ...Object.entries(geoFunctions),
])

export function isAggregate(name: string): boolean {
  return Object.hasOwn(aggregateFunctions, name)
}

export function compileCall(call: Call, context: Omit<CallContext, "wrongArguments">): Compiled {
  const { name, args, at } = call
  const found = functions.get(name)
  if (!found) {
    const near = nearest(name, functions.keys())
    throw new QueryMistake("unknown-query-function", { function: name }, { position: at, nearest: near })
  }
  const wrongArguments = () =>
    new QueryMistake("query-arguments", { function: name, expected: found.usage }, { position: at })
  const isWrong = args.length < found.least || args.length > found.most
  if (isWrong || (call.distinct && name !== "count")) throw wrongArguments()
  return found.compile(call, { ...context, wrongArguments })
}

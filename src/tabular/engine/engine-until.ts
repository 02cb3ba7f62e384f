import type { QueryEngine } from "./query-engine.ts"

/** The same engine for one reader: what is asked by it stops when she has gone, whatever else would stop it. */
export function engineUntil(engine: QueryEngine, gone: AbortSignal): QueryEngine {
  const until = <Limits extends { readonly signal?: AbortSignal }>(limits: Limits): Limits => ({
    ...limits,
    signal: limits.signal ? AbortSignal.any([limits.signal, gone]) : gone,
  })
  return {
    ask: (query, limits) => engine.ask(query, until(limits)),
    export: (query, request) => engine.export(query, until(request)),
    async parse(sql) {
      gone.throwIfAborted()
      return engine.parse(sql)
    },
    close: () => engine.close(),
  }
}

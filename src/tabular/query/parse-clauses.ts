import type { Expression } from "./expression.ts"
import { childrenOf } from "./expression.ts"
import { isAggregate } from "./functions.ts"
import { ExpressionParser, type Scope } from "./parse-expression.ts"
import { QueryMistake } from "./query-mistake.ts"
import type { Ordering, Output } from "./question.ts"

const mostItems = 200

/** `a, sum(b) as total, *`; `undefined` where everything is asked. */
export function parseOutputs(source: string, scope: Scope): readonly Output[] {
  const parser = new ExpressionParser(source, scope)
  const outputs: Output[] = []
  do {
    if (parser.peek().text === "*" && parser.accept("*")) outputs.push(...everyColumn(scope))
    else outputs.push(parseOutput(parser))
    if (outputs.length > mostItems + scope.names.all.length)
      throw new QueryMistake("query-too-complex", { limit: mostItems })
  } while (parser.accept(","))
  parser.expectEnd()
  return outputs
}

function everyColumn({ names }: Scope): Output[] {
  return names.all
    .filter(({ name }) => !names.all.some(({ places }) => places?.placeColumn === name))
    .map((column) => ({ name: column.name, item: { kind: "column", column } }))
}

function parseOutput(parser: ExpressionParser): Output {
  const { at } = parser.peek()
  const item = parser.asColumn(parser.expression())
  const written = parser.sourceFrom(at)
  if (parser.accept("as")) return { name: aliasIn(parser), item }
  return { name: item.kind === "column" ? item.column.name : written.slice(0, 100), item }
}

function aliasIn(parser: ExpressionParser): string {
  const { kind, text, at } = parser.peek()
  const isName = kind === "name" || kind === "quoted" || kind === "back-quoted"
  if (!isName || text === "" || text.length > 100) throw parser.unexpected("alias")
  if (text.startsWith("__"))
    throw new QueryMistake("query-syntax", { found: text, expected: "alias" }, { position: at })
  parser.take()
  return text
}

/** `a desc, count(*)`, `-a`. */
export function parseOrdering(source: string, scope: Scope): readonly Ordering[] {
  const parser = new ExpressionParser(source, scope)
  const orderings: Ordering[] = []
  do {
    const item = parser.asColumn(parser.expression())
    const isDescending = parser.accept("desc")
    if (!isDescending) parser.accept("asc")
    // `-a` is `a desc`, as in `sort`.
    const minus = item.kind === "negative" && !isDescending
    orderings.push(minus ? { item: item.item, descending: true } : { item, descending: isDescending })
    if (orderings.length > mostItems) throw new QueryMistake("query-too-complex", { limit: mostItems })
  } while (parser.accept(","))
  parser.expectEnd()
  return orderings
}

export function parseCondition(source: string, scope: Scope): Expression {
  return new ExpressionParser(source, scope).whole()
}

export function hasAggregate(item: Expression): boolean {
  return (item.kind === "call" && isAggregate(item.name)) || childrenOf(item).some(hasAggregate)
}

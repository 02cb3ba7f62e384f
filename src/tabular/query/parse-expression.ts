import type { Arithmetic, Comparison, Expression } from "./expression.ts"
import type { ColumnNames } from "./find-column.ts"
import { QueryMistake } from "./query-mistake.ts"
import { type Token, tokensOf } from "./tokens.ts"

/** How names are found: aliases of other clauses where they may be used, then columns. */
export interface Scope {
  readonly names: ColumnNames
  readonly aliases?: ReadonlyMap<string, Expression>
}

/** What binds tighter has the higher number; `not` stands between `and` and the comparisons. */
const powers: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  "=": 4,
  "!=": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  in: 4,
  like: 4,
  between: 4,
  is: 4,
  not: 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
}
const notPower = 3
const negativePower = 7
const deepest = 60

/**
 * Reads the expressions of a clause, from left to right, by how tightly their operators bind (Pratt). A text in double
 * quotes is a column where there is one of this name or header, else a text, as both dialects have it.
 */
export class ExpressionParser {
  readonly #tokens: readonly Token[]
  readonly #scope: Scope
  readonly #source: string
  /** Texts in double quotes that name no column: not to be compared with something, but as columns. */
  readonly #unknown = new WeakSet<Expression>()
  #next = 0
  #depth = 0

  constructor(source: string, scope: Scope) {
    this.#source = source
    this.#tokens = tokensOf(source)
    this.#scope = scope
  }

  /** The whole text is one expression. */
  whole(): Expression {
    const expression = this.expression()
    this.expectEnd()
    return expression
  }

  expression(least = 0): Expression {
    if (++this.#depth > deepest)
      throw new QueryMistake("query-too-complex", { limit: deepest }, { position: this.peek().at })
    let left = this.#prefix()
    for (let power = this.#power(); power > least; power = this.#power()) left = this.#infix(left, power)
    this.#depth--
    return left
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!
  }

  take(): Token {
    const token = this.peek()
    this.#next++
    return token
  }

  /** Takes the word or sign if it comes next. */
  accept(text: string): boolean {
    const isNext = this.#isNext(text)
    if (isNext) this.#next++
    return isNext
  }

  expect(text: string): void {
    if (!this.accept(text)) throw this.unexpected(text)
  }

  expectEnd(): void {
    if (this.peek().kind !== "end") throw this.unexpected("")
  }

  unexpected(expected: string): QueryMistake {
    const { text, at } = this.peek()
    return new QueryMistake("query-syntax", { found: text.slice(0, 50), expected }, { position: at })
  }

  /** As it was written, from one place to where we are now. */
  sourceFrom(at: number): string {
    return this.#source.slice(at, this.peek().at).trim()
  }

  /** Not a text: a text in double quotes here was meant for a column. */
  asColumn(expression: Expression): Expression {
    if (expression.kind === "literal" && this.#unknown.has(expression)) {
      return { kind: "column", column: this.#scope.names.find(expression.text, expression.at), at: expression.at }
    }
    return expression
  }

  #isNext(text: string): boolean {
    const token = this.peek()
    return (token.kind === "name" || token.kind === "sign") && token.text.toLowerCase() === text
  }

  #power(): number {
    const { kind, text } = this.peek()
    const key = text.toLowerCase()
    return (kind === "name" || kind === "sign") && Object.hasOwn(powers, key) ? powers[key]! : -1
  }

  #prefix(): Expression {
    const token = this.take()
    const { kind, text, at } = token
    if (kind === "number") return { kind: "literal", type: /^\d{1,18}$/.test(text) ? "integer" : "decimal", text, at }
    if (kind === "text") return { kind: "literal", type: "text", text, at }
    if (kind === "quoted") return this.#quoted(token)
    if (kind === "back-quoted") return this.#named(token)
    if (kind === "name") return this.#word(token)
    if (text === "-") return { kind: "negative", item: this.expression(negativePower), at }
    if (text === "+") return this.expression(negativePower)
    if (text === "(") {
      const inner = this.expression()
      this.expect(")")
      return inner
    }
    this.#next--
    throw this.unexpected("")
  }

  #word(token: Token): Expression {
    const word = token.text.toLowerCase()
    const { at } = token
    if (word === "not") return { kind: "not", item: this.expression(notPower), at }
    if (word === "null") return { kind: "literal", type: "null", text: "", at }
    const after = this.peek()
    const isAttached = after.at === at + token.text.length
    if (isAttached && (after.kind === "text" || after.kind === "quoted") && (word === "date" || word === "geom")) {
      const { text } = this.take()
      const type = word === "geom" ? "geometry" : text.length > 10 ? "datetime" : "date"
      return { kind: "literal", type, text, at }
    }
    if (after.kind === "sign" && after.text === "(") return this.#call(word, at)
    if ((word === "true" || word === "false") && !this.#scope.names.lookUp(token.text)) {
      return { kind: "literal", type: "boolean", text: word, at }
    }
    return this.#named(token)
  }

  #call(name: string, at: number): Expression {
    this.expect("(")
    const distinct = this.accept("distinct")
    const args: Expression[] = []
    if (this.accept(")")) return { kind: "call", name, distinct, args, at }
    do args.push(this.#argument())
    while (this.accept(","))
    this.expect(")")
    return { kind: "call", name, distinct, args, at }
  }

  #argument(): Expression {
    const { kind, text, at } = this.peek()
    if (kind === "sign" && text === "*") {
      this.take()
      return { kind: "every-row", at }
    }
    return this.expression()
  }

  #quoted({ text, at }: Token): Expression {
    const column = this.#scope.names.lookUp(text)
    if (column) return { kind: "column", column, at }
    const alias = this.#scope.aliases?.get(text)
    if (alias) return alias
    const literal: Expression = { kind: "literal", type: "text", text, at }
    this.#unknown.add(literal)
    return literal
  }

  #named({ text, at }: Token): Expression {
    const alias = this.#scope.names.lookUp(text) ? undefined : this.#scope.aliases?.get(text)
    return alias ?? { kind: "column", column: this.#scope.names.find(text, at), at }
  }

  #infix(before: Expression, power: number): Expression {
    const token = this.take()
    const { at } = token
    const operator = token.text.toLowerCase()
    const left = this.asColumn(before)
    switch (operator) {
      case "and":
      case "or":
        return { kind: operator, items: [left, this.expression(power)], at }
      case "not":
        return { kind: "not", item: this.#negated(left), at }
      case "in":
      case "like":
      case "between":
        return this.#test(operator, left, at)
      case "is":
        return this.#isNull(left, at)
    }
    const right = this.expression(power)
    if (power === 4) return { kind: "compare", operator: operator as Comparison, left, right, at }
    return { kind: "arithmetic", operator: operator as Arithmetic, left, right, at }
  }

  /** `a not in …`, `a not like …`, `a not between …`. */
  #negated(left: Expression): Expression {
    const { text, at } = this.take()
    const operator = text.toLowerCase()
    if (operator === "in" || operator === "like" || operator === "between") return this.#test(operator, left, at)
    this.#next--
    throw this.unexpected("in, like, between")
  }

  #test(operator: "in" | "like" | "between", item: Expression, at: number): Expression {
    const above = powers.in!
    if (operator === "like") return { kind: "like", item, pattern: this.expression(above), at }
    if (operator === "between") {
      const low = this.expression(above)
      this.expect("and")
      return { kind: "between", item, low, high: this.expression(above), at }
    }
    this.expect("(")
    const options = [this.expression()]
    while (this.accept(",")) options.push(this.expression())
    this.expect(")")
    return { kind: "in", item, options, at }
  }

  #isNull(item: Expression, at: number): Expression {
    const isNot = this.accept("not")
    this.expect("null")
    const test: Expression = { kind: "is-null", item, at }
    return isNot ? { kind: "not", item: test, at } : test
  }
}

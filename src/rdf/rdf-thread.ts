/** The thread that parses large documents, one after another. Whoever asked takes the statements piece by piece. */
import { type MessagePort, parentPort } from "node:worker_threads"
import { parseRdf, type RdfDocument } from "./parse-rdf.ts"
import { RdfSyntaxError } from "./rdf-syntax-error.ts"
import type { RdfProblem, RdfStatement } from "./term.ts"

export interface ThreadRequest extends RdfDocument {
  /** Each message to it asks for the next answer. */
  readonly port: MessagePort
}

export type ThreadAnswer =
  | { readonly kind: "piece"; readonly problems?: readonly RdfProblem[]; readonly statements?: readonly RdfStatement[] }
  | { readonly kind: "end" }
  | { readonly kind: "refused"; readonly error: Pick<RdfSyntaxError, "code" | "message" | "line" | "column" | "text"> }

const statementsAtOnce = 1_000

parentPort!.on("message", ({ port, ...document }: ThreadRequest) => {
  const answers = answersOf(document)
  port.on("message", async () => port.postMessage((await answers.next()).value))
})

async function* answersOf(document: RdfDocument): AsyncGenerator<ThreadAnswer, ThreadAnswer> {
  try {
    const { problems, statements } = await parseRdf(document)
    yield { kind: "piece", problems }
    let piece: RdfStatement[] = []
    for (const statement of statements) {
      piece.push(statement)
      if (piece.length < statementsAtOnce) continue
      yield { kind: "piece", statements: piece }
      piece = []
    }
    yield { kind: "piece", statements: piece }
    return { kind: "end" }
  } catch (error) {
    if (!(error instanceof RdfSyntaxError)) throw error
    const { code, message, line, column, text } = error
    return { kind: "refused", error: { code, message, line, column, text } }
  }
}

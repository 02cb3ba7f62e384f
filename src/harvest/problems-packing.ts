import type { Problem } from "./connector.ts"
import { jsonPacking, type Packing } from "./packed-bytes.ts"
import { type ProblemCode, problemTexts } from "./problem-texts.ts"

const json = jsonPacking<readonly (Omit<Problem, "message"> & Partial<Pick<Problem, "message">>)[]>()

/** Most messages are those of their codes: they are told anew instead of held. */
export const problemsPacking: Packing<readonly Problem[]> = {
  pack: (problems) =>
    json.pack(problems.map(({ message, ...rest }) => (message === textOf(rest.code) ? rest : { ...rest, message }))),
  unpack: (bytes) =>
    json.unpack(bytes).map(({ message, ...rest }) => ({ ...rest, message: message ?? textOf(rest.code) })),
}

function textOf(code: string): string {
  return Object.hasOwn(problemTexts, code) ? problemTexts[code as ProblemCode].en : ""
}

import type { Problem } from "../connector.ts"
import { problem } from "./problem.ts"
import { isBlank } from "./values.ts"

const powers: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4 }
const size = /^([\d\s\u00a0\u202f]+(?:[.,]\d+)?)\s*(?:(k|m|g|t)i?)?(?:o|b|octets?|bytes?)?$/i

/** Bytes from a number or a text with a unit ("12 KB", "1,2 Mo", "42 octets"). A thousand is 1,024, as portals count. */
export function bytesFrom(raw: unknown): number | undefined {
  if (typeof raw === "number") return usable(raw)
  if (typeof raw !== "string" || raw.length > 60) return undefined
  const found = size.exec(raw.trim())
  if (!found) return undefined
  const value = Number((found[1] as string).replace(/[\s\u00a0\u202f]/g, "").replace(",", "."))
  return usable(value * 1024 ** (powers[(found[2] ?? "").toLowerCase()] ?? 0))
}

/** Declared size of a file; zero is what portals write when they do not know. */
export function readByteSize(raw: unknown, field: string, problems: Problem[]): number | undefined {
  if (isBlank(raw) || raw === 0 || raw === "0") return undefined
  const bytes = bytesFrom(raw)
  if (bytes === undefined) problems.push(problem("bad-size", field, raw))
  return bytes === 0 ? undefined : bytes
}

function usable(value: number): number | undefined {
  const rounded = Math.round(value)
  return Number.isSafeInteger(rounded) && rounded >= 0 ? rounded : undefined
}

import { decodeText } from "../../text/decode-text.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { TextSamples } from "./text-samples.ts"

/** A text as far as it was looked into. */
export interface SampledText {
  readonly text: string
  /** Lines from its middle and its end. */
  readonly later: readonly string[]
  readonly encoding: string
  readonly samples: TextSamples
}

/** One encoding for the whole file: UTF-8 only if all looks agree, else the one that reads best over all of them. */
export function sampledText(samples: TextSamples): SampledText {
  const all = [samples.start, ...samples.later]
  const alone = all.map((bytes) => decodeText(bytes))
  const [first] = alone
  if (first?.kind !== "text") throw new CannotBeTable("unknown-format")
  const agreed = alone.every((one) => one.kind === "text" && one.encoding === "utf-8")
  const isWide = first.encoding.startsWith("utf-16")
  const joined = agreed || isWide ? first : decodeText(Buffer.concat(all))
  const encoding = joined.kind === "text" ? joined.encoding : first.encoding
  const decode = (bytes: Uint8Array) => new TextDecoder(encoding).decode(bytes)
  const text = decode(samples.start)
  return {
    text: samples.complete ? text : withoutLastLine(text),
    later: isWide ? [] : samples.later.map((bytes) => withoutLastLine(decode(bytes))),
    encoding,
    samples,
  }
}

function withoutLastLine(text: string): string {
  const end = text.lastIndexOf("\n")
  return end > 0 ? text.slice(0, end) : text
}

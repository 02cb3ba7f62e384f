import { decodeText } from "../../text/decode-text.ts"
import { CannotBeTable } from "../table-refusal.ts"
import { countLetters, isMostlyRight } from "./scan-utf8.ts"
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
  const all = [samples.start, ...samples.later].map(withoutStrayZeros)
  const alone = all.map((bytes) => decodeText(bytes))
  const [first] = alone
  if (first?.kind !== "text") throw new CannotBeTable("unknown-format")
  const agreed = alone.every((one) => one.kind === "text" && one.encoding === "utf-8")
  const isWide = first.encoding.startsWith("utf-16")
  const encoding = agreed || isWide ? first.encoding : encodingOf(Buffer.concat(all))
  const decode = (bytes: Uint8Array) => new TextDecoder(encoding).decode(bytes)
  const text = decode(all[0]!)
  return {
    text: samples.complete ? text : withoutLastLine(text),
    later: isWide ? [] : samples.later.map((bytes) => withoutLastLine(decode(bytes))),
    encoding,
    samples,
  }
}

function encodingOf(bytes: Buffer): string {
  if (isMostlyRight(countLetters(bytes))) return "utf-8"
  const decoded = decodeText(bytes)
  return decoded.kind === "text" ? decoded.encoding : "utf-8"
}

/** Some programs leave zeros in texts; where there are many, it is no text, or one of two bytes a letter. */
function withoutStrayZeros(bytes: Buffer): Buffer {
  if (!bytes.includes(0)) return bytes
  const without = Buffer.from(bytes.filter((byte) => byte !== 0))
  return without.length > bytes.length * 0.999 ? without : bytes
}

function withoutLastLine(text: string): string {
  const end = text.lastIndexOf("\n")
  return end > 0 ? text.slice(0, end) : text
}

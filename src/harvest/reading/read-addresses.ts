import { lineOf } from "./values.ts"

const shape =
  /^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?\/id\/(?:dataset|series|service)\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const longest = 400
const most = 50

/** `BASE/id/dataset/UUID`: what a thing is called for ever at a portal like this one. */
export function isPermanentAddress(text: string): boolean {
  return text.length <= longest && shape.test(text)
}

const addressInText = /https?:\/\/[^\s"'<>()[\]]{4,500}/gi

/** Addresses in a text, without the punctuation of the sentence. */
export function addressesIn(text: string): readonly string[] {
  const found = text.slice(0, 20_000).match(addressInText) ?? []
  return [...new Set(found.map((address) => address.replace(/[.,;:!?]+$/, "")))].slice(0, 10)
}

/** Permanent addresses among the identifiers of a record, but for the one that is its identifier; in a fixed order. */
export function readAddresses(values: readonly unknown[], identifier?: string): readonly string[] | undefined {
  const lines = values
    .map(lineOf)
    .filter((line) => line !== undefined && line !== identifier && isPermanentAddress(line))
  const found = [...new Set(lines as string[])].sort().slice(0, most)
  return found.length > 0 ? found : undefined
}

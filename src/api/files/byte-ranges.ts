import type { ByteRange } from "../../platform/files/index.ts"

/** What part of a file is asked for: all of it, one part, or one that it does not have. */
export type AskedRange =
  | { readonly kind: "whole" }
  | { readonly kind: "part"; readonly range: ByteRange }
  | { readonly kind: "none" }

export interface RangeHeaders {
  readonly range?: string | undefined
  readonly ifRange?: string | undefined
}

/**
 * RFC 9110 §14: one range of bytes is served; several, or what is no range, are answered with the whole. So is a range of
 * a file that has changed since its first part was fetched (`If-Range`).
 */
export function askedRange(
  { range, ifRange }: RangeHeaders,
  { size, etag, modified }: { readonly size: number; readonly etag: string; readonly modified: string },
): AskedRange {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(range?.replaceAll(" ", "") ?? "") ?? []
  if (first === undefined || last === undefined || first + last === "") return { kind: "whole" }
  if (ifRange !== undefined && ifRange !== etag && ifRange !== modified) return { kind: "whole" }
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== "" && last !== "" && Number(last) < Number(first)) return { kind: "whole" }
  return start < size && start <= end ? { kind: "part", range: { start, end } } : { kind: "none" }
}

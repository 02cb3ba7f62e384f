import { escapedIri } from "./graph.ts"

const mayBreak = /[%[\]#\u0080-\u009f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]/
const parts = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/?#]*)?)([^#]*)(#?)(.*)$/is
const strange =
  /[[\]#\u0080-\u009f\ue000-\uf8ff\ufff0-\uffff\p{Noncharacter_Code_Point}\u{e0000}-\u{e0fff}\u{f0000}-\u{10ffff}]/gu

/**
 * An address as an IRI that strict readers take (RFC 3987 §2.2): browsers open addresses with brackets in the query, or a
 * percent sign that begins nothing, but one such address would make a whole page unreadable.
 */
export function writableIri(address: string): string {
  const iri = escapedIri(address.toWellFormed())
  if (!mayBreak.test(iri)) return iri
  const [, authority = "", path = "", hash = "", fragment = ""] = parts.exec(iri) ?? [iri, "", iri]
  const rest = `${path.replace(strange, encodeURIComponent)}${hash}${fragment.replace(strange, encodeURIComponent)}`
  return authority + rest.replace(/%(?![0-9a-f]{2})/gi, "%25")
}

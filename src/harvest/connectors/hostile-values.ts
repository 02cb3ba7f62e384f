/** Values that nobody expects, for any field of a record. */
import fc from "fast-check"

const odd = fc.constantFrom<unknown>(
  null,
  "",
  " ",
  "\u0000",
  "\ud800",
  "__proto__",
  "[object Object]",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "http://",
  "http://[::1",
  "ftp://example.org/x",
  "[[[[",
  '{"__proto__":{"x":1}}',
  '{"fr":"titre","ar":5}',
  "9999999999999999999",
  "0000-00-00",
  "R/P1M",
  "\u202eevil",
  "x".repeat(5_000),
  -1,
  1e308,
  true,
  [],
  {},
  [null],
  [{}],
  { constructor: "x", toString: "y" },
)
const hostile = fc.oneof(odd, fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown>, fc.array(odd, { maxLength: 4 }))

/** Some fields of the record with such values instead of theirs. */
export function changesTo(record: Readonly<Record<string, unknown>>): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const change = fc.tuple(fc.constantFrom(...Object.keys(record)), hostile)
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => Object.fromEntries(changes))
}

import { fromConventions } from "./in-force.ts"
import { anyShape } from "./patterns.ts"

const digitsOf = (value: string): string => value.replace(/\.0$/, "").replace(/[\s.-]/g, "")

interface PhonePatterns {
  readonly grouped: RegExp
  readonly prefixed: RegExp
  readonly prefix: RegExp
  readonly digits: RegExp
  readonly mobile: RegExp
}

/** With a plus, a number is a telephone's anywhere. */
const anywhere: PhonePatterns = {
  grouped: /(?!)/,
  prefixed: /^\(?\+\s?[1-9]\d{0,3}\)?(?:[\s.-]?\d){5,13}$/,
  prefix: /^\(?\+\s?[1-9]/,
  digits: /\d{8}/,
  mobile: /(?!)/,
}

const patterns = fromConventions(({ phones }): PhonePatterns => {
  if (!phones) return anywhere
  const { prefix, groups, trunk, mobile } = phones
  const joined = (mark: string) => groups.map((sizes) => sizes.map((size) => `\\d{${size}}`).join(mark)).join("|")
  const afterPrefix = trunk
    ? `${joined("[\\s.-]?")}|${groups.map(([first = 1, ...rest]) => [first - 1, ...rest].map((size) => `\\d{${size}}`).join("[\\s.-]?")).join("|")}`
    : joined("[\\s.-]?")
  const fewest = Math.min(...groups.map((sizes) => sizes.reduce((sum, size) => sum + size, 0)))
  return {
    grouped: new RegExp(`^(?:${joined("[\\s.-]")})$`),
    prefixed: new RegExp(`^\\(?(?:\\+|00)\\s?${prefix}\\)?[\\s.-]?(?:${afterPrefix})$`),
    prefix: new RegExp(`^\\(?(?:\\+|00)\\s?${prefix}`),
    digits: new RegExp(`\\d{${fewest}}`),
    mobile: anyShape(mobile),
  }
})

/** Written as a telephone number is: in groups, or with the country's prefix. */
export function isWrittenAsPhone(value: string): boolean {
  const { grouped, prefixed } = patterns()
  return grouped.test(value) || prefixed.test(value)
}

/** In groups or with the prefix at least, so no amount or code, whatever follows. */
export function beginsAsPhone(value: string): boolean {
  const { grouped, prefix } = patterns()
  return prefix.test(value) || grouped.test(value)
}

/** As many digits as a number has, in a column called so. */
export function holdsPhone(value: string): boolean {
  return patterns().digits.test(digitsOf(value))
}

const withoutPrefix = fromConventions(({ phones }) => new RegExp(`^\\(?(?:\\+|00)?${phones?.prefix ?? "(?!)"}\\)?`))

/** A number that belongs to a person; those of offices are for everybody. */
export function isMobileNumber(value: string): boolean {
  const { mobile } = patterns()
  return value.split(/[;/,]/).some((part) => {
    const digits = digitsOf(part)
    return mobile.test(digits) || mobile.test(digits.replace(withoutPrefix(), ""))
  })
}

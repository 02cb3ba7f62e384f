/**
 * Signs that a table holds data about persons (law 2004-63): what columns are called, what their values look like, and what
 * stands side by side. One sign alone may mean little (a telephone number is mostly an office's); together they mean more,
 * and the confidence says so. Nothing is decided here: a person answers.
 */
import { beginsAsPhone, isMobileNumber } from "../../vocabulary/index.ts"
import { kindsNamed, namesACode, namesAnything, type PersonalKind } from "./column-words.ts"
import { masked } from "./mask.ts"
import {
  emailIn,
  isBankAccount,
  isBirthDate,
  isIdentityNumber,
  isPassportNumber,
  isPersonalEmail,
  isPersonName,
  mayBeIdentityNumber,
} from "./personal-values.ts"

export type Confidence = "hint" | "likely" | "strong"

export interface PersonalSign {
  readonly column: string
  readonly index: number
  readonly kind: PersonalKind
  /** Values that look so, among those read. */
  readonly count: number
  readonly confidence: Confidence
  /** One of them, unreadable. */
  readonly example: string
}

export interface SampledColumn {
  readonly name: string
  readonly index: number
  /** Cells that hold something, in the order of the rows. */
  readonly values: readonly string[]
}

const mostValues = 5000
/** Fewer rows than this are no list of persons by their values alone. */
const leastRows = 5

export function personalSigns(columns: readonly SampledColumn[]): PersonalSign[] {
  const found = columns.flatMap((column) => signsOf({ ...column, values: column.values.slice(0, mostValues) }))
  return combined(found, columns)
}

function signsOf(column: SampledColumn): PersonalSign[] {
  const named = kindsNamed(column.name).flatMap((kind) => namedSign(column, kind) ?? [])
  const kinds = new Set(named.map(({ kind }) => kind))
  const seen = seenSigns(column).filter(({ kind }) => !kinds.has(kind))
  return [...named, ...seen]
}

/** What a value must look like for the name of its column to be believed. */
const believed: Readonly<Record<PersonalKind, (value: string) => boolean>> = {
  "identity-number": mayBeIdentityNumber,
  passport: isPassportNumber,
  "social-security": (value) => /^\d[\d\s./-]{5,13}$/.test(value),
  "bank-account": (value) => /^[A-Z]{0,2}[\d\s-]{10,30}$/i.test(value),
  "person-name": (value) => /\p{L}{2}/u.test(value) && value.length <= 80,
  phone: isMobileNumber,
  email: isPersonalEmail,
  "home-address": (value) => /\p{L}{2}/u.test(value) && value.length > 6,
  "birth-date": isBirthDate,
  health: (value) => value.length > 0,
}

const confidenceByName: Readonly<Record<PersonalKind, Confidence>> = {
  "identity-number": "strong",
  passport: "likely",
  "social-security": "likely",
  "bank-account": "likely",
  "person-name": "hint",
  phone: "hint",
  email: "likely",
  "home-address": "likely",
  "birth-date": "hint",
  health: "hint",
}

function namedSign(column: SampledColumn, kind: PersonalKind): PersonalSign | undefined {
  const matching = column.values.filter(believed[kind])
  if (matching.length === 0 || matching.length < column.values.length * 0.3) return undefined
  return signFrom(column, kind, { matching, confidence: confidenceByName[kind] })
}

/** Signs in the values alone; only what cannot well be anything else. */
function seenSigns(column: SampledColumn): PersonalSign[] {
  const { values } = column
  if (values.length < leastRows) return []
  const signs: (PersonalSign | undefined)[] = [
    seen(column, "bank-account", { test: isBankAccount, share: 0.5, confidence: "strong" }),
    seen(column, "email", {
      test: isPersonalEmail,
      share: values.some((value) => emailIn(value) === value) ? 0.2 : 0.02,
      confidence: "likely",
    }),
    seen(column, "phone", {
      test: (value) => beginsAsPhone(value.trim()) && isMobileNumber(value),
      share: 0.3,
      confidence: "hint",
    }),
    isColumnOfIdentities(column)
      ? seen(column, "identity-number", { test: isIdentityNumber, share: 0.9, confidence: "likely" })
      : undefined,
    areDistinct(values, 0.5)
      ? seen(column, "person-name", { test: isPersonName, share: 0.3, confidence: "hint" })
      : undefined,
  ]
  return signs.filter((sign) => sign !== undefined)
}

/** Eight digits, all different, some beginning with 0: a code of places or products repeats, or says that it is one. */
function isColumnOfIdentities({ name, values }: SampledColumn): boolean {
  return !namesACode(name) && areDistinct(values, 0.95) && values.some((value) => value.startsWith("0"))
}

function areDistinct(values: readonly string[], share: number): boolean {
  return new Set(values).size >= values.length * share
}

function seen(
  column: SampledColumn,
  kind: PersonalKind,
  { test, share, confidence }: { test: (value: string) => boolean; share: number; confidence: Confidence },
): PersonalSign | undefined {
  const matching = column.values.filter(test)
  if (matching.length < 3 || matching.length < column.values.length * share) return undefined
  return signFrom(column, kind, { matching, confidence })
}

function signFrom(
  { name, index }: SampledColumn,
  kind: PersonalKind,
  { matching, confidence }: { matching: readonly string[]; confidence: Confidence },
): PersonalSign {
  return { column: name, index, kind, count: matching.length, confidence, example: masked(matching[0]!) }
}

const identifying = new Set<PersonalKind>(["identity-number", "passport", "social-security", "bank-account"])

/**
 * Names beside identity numbers, birth dates, home addresses or personal mailboxes are persons for sure. A mobile number
 * beside nothing of the kind is a shop's or an office's and is left out, as is a birth date beside no name.
 */
function combined(found: readonly PersonalSign[], columns: readonly SampledColumn[]): PersonalSign[] {
  const has = (kind: PersonalKind) => found.some((sign) => sign.kind === kind)
  const identified = found.some(({ kind }) => identifying.has(kind))
  const persons = has("person-name") || identified
  const names = has("person-name") || (identified && columns.some(({ name }) => namesAnything(name)))
  const others = new Set(found.map(({ kind }) => kind)).size
  return found.flatMap((sign): PersonalSign[] => {
    const { kind } = sign
    if ((kind === "phone" || kind === "birth-date" || kind === "health") && !persons) return []
    if (identifying.has(kind)) return [names ? { ...sign, confidence: "strong" } : sign]
    if (identified) return [{ ...sign, confidence: "strong" }]
    return [others > 1 && persons && sign.confidence === "hint" ? { ...sign, confidence: "likely" } : sign]
  })
}

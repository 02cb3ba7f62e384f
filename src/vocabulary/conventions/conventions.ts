import { z } from "zod"
import type { LocalisedText } from "../../texts/index.ts"

/**
 * How people of one country write things down: what `conventions.json` of a country pack holds. What a language has
 * everywhere (Arabic digits, يناير, janvier, January, €) is in the code.
 */
const text = z.string().trim().min(1).max(100)
const words = z.array(text).max(1000).default([])
const names: z.ZodType<LocalisedText> = z.record(z.string(), text)
const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "a name is small letters, digits and hyphens, a letter first")
const shape = z
  .string()
  .regex(
    /^(?:[0-9A-Z]|\[[0-9A-Z]+\]){3,30}$/,
    "a shape is written with 9 for any digit, A for any letter, [01] for one of some signs, as in [01]9999999",
  )

const unit = z.strictObject({
  code: z.string().regex(/^[A-Za-z]{2,20}$/, "a code is letters only, as TND or millime"),
  words: z
    .array(text)
    .min(1)
    .max(1000)
    .describe(
      "What is written after a number, in full and short; a point or a space in it may be left out: D.T. is also DT.",
    ),
  headers: words.describe("What else names it in the header of a column."),
  label: names.describe("How a header says it: en dinars."),
})

const currency = unit.extend({
  decimals: z.int().min(0).max(4).default(2).describe("With three, 12,500 is twelve and a half."),
  multiples: words.describe("Short forms of thousands and millions of it, which are another unit: MDT."),
  part: unit.optional().describe("The smaller unit that tables are also written in."),
})

const placeLevel = z.strictObject({
  level: name.describe("As the places of the pack have it."),
  before: words.describe("What stands before a name and says the level; the first is the usual one."),
  headers: words.describe("What headers call a column of such places."),
  plural: names.optional().describe("Many of them, as in a sentence."),
})

const phones = z.strictObject({
  prefix: z.string().regex(/^[1-9][0-9]{0,3}$/, "a prefix is its digits alone, as 216"),
  groups: z
    .array(z.array(z.int().min(1).max(8)).min(2).max(6))
    .min(1)
    .describe("Digits of each group, as numbers are written within the country: [[2, 3, 3]]."),
  trunk: z.literal("0").optional().describe("The first digit that falls away after the prefix."),
  mobile: z.array(shape).default([]).describe("Shapes of numbers that belong to a person."),
})

const monthsOfYear = z
  .array(z.array(text).max(20))
  .length(12, "twelve lists, January first; an empty one where the language has no name of its own")

const conventionsSchema = z
  .strictObject({
    months: monthsOfYear
      .optional()
      .describe("Names that months have here besides the French, English and Arabic ones."),
    placeLevels: z.array(placeLevel).max(10).default([]).describe("From the widest (the country) to the narrowest."),
    currencies: z.array(currency).max(5).default([]),
    phones: phones.optional(),
    identityNumbers: z.array(shape).max(10).default([]).describe("Shapes of numbers that a person has for life."),
    passports: z.array(shape).max(10).default([]),
    bankAccountDigits: z
      .int()
      .min(10)
      .max(30)
      .optional()
      .describe("Of a national number whose last two digits check it."),
    personalHeaders: z
      .strictObject({ "identity-number": words, "social-security": words })
      .prefault({})
      .describe("What headers call such numbers here: CIN, CNSS."),
    givenNames: words.describe("Frequent given names, in all letters that they are written with."),
    mailProviders: words.describe("Providers where persons, not offices, have their mailbox: topnet."),
  })
  .superRefine(({ placeLevels, currencies }, context) => {
    const twice = (all: readonly string[]) => all.find((one, at) => all.indexOf(one) !== at)
    const level = twice(placeLevels.map((one) => one.level))
    if (level) context.addIssue({ code: "custom", path: ["placeLevels"], message: `the level ${level} is there twice` })
    const code = twice(currencies.flatMap((one) => [one.code, ...(one.part ? [one.part.code] : [])]))
    if (code) context.addIssue({ code: "custom", path: ["currencies"], message: `the unit ${code} is there twice` })
    const taken = currencies.find((one) => ["percent", "EUR", "USD"].includes(one.code))
    if (taken) context.addIssue({ code: "custom", path: ["currencies"], message: `${taken.code} is known already` })
  })

export type Conventions = z.output<typeof conventionsSchema>

/** Throws an error that says where in `file` what is wrong. */
export function conventionsFrom(given: unknown, file: string): Conventions {
  const read = conventionsSchema.safeParse(given)
  if (read.success) return read.data
  const lines = read.error.issues.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`)
  throw new Error(`${file} is no conventions of a country:\n${lines.join("\n")}`)
}

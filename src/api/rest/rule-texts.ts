/** What our own rules about parameter values say when they are broken; the general ones are zod's, in its own locales. */
import type { Texts } from "../reader-language.ts"

export type RuleName = "integer-between" | "moment" | "box"

export const ruleTexts: Record<RuleName, Texts> = {
  "integer-between": {
    ar: "يجب أن تكون عددا صحيحا بين {min} و{max}",
    fr: "Doit être un nombre entier entre {min} et {max}",
    en: "Must be an integer between {min} and {max}",
  },
  moment: {
    ar: "يجب أن تكون تاريخا بصيغة ISO 8601، مثل 2026-01-31 أو 2026-01-31T10:00:00Z",
    fr: "Doit être une date ISO 8601, par exemple 2026-01-31 ou 2026-01-31T10:00:00Z",
    en: "Must be an ISO 8601 date, for instance 2026-01-31 or 2026-01-31T10:00:00Z",
  },
  box: {
    ar: "يجب أن تكون أربع درجات (الغرب ثم الجنوب ثم الشرق ثم الشمال)، مثل 7.5,30.2,11.6,37.6",
    fr: "Doit être quatre degrés : ouest,sud,est,nord, par exemple 7.5,30.2,11.6,37.6",
    en: "Must be four degrees: west,south,east,north, for instance 7.5,30.2,11.6,37.6",
  },
}

import { apart } from "../apart.ts"
import { messages } from "../messages.ts"
import { counted, type Forms } from "../plural.ts"

const need: Forms = {
  ar: {
    zero: "لا مصدر يحتاج إليك",
    one: "مصدر واحد يحتاج إليك",
    two: "مصدران يحتاجان إليك",
    few: "# مصادر تحتاج إليك",
    many: "# مصدرا يحتاج إليك",
    other: "# مصدر يحتاج إليك",
  },
  fr: { one: "# source a besoin de vous", other: "# sources ont besoin de vous" },
  en: { one: "# source needs you", other: "# sources need you" },
}
const others: Forms = {
  ar: {
    zero: "لا مصادر أخرى",
    one: "مصدر واحد آخر",
    two: "مصدران آخران",
    few: "# مصادر أخرى",
    many: "# مصدرا آخر",
    other: "# مصدر آخر",
  },
  fr: { one: "# autre source", other: "# autres sources" },
  en: { one: "# more source", other: "# more sources" },
}
const records: Forms = {
  ar: { zero: "لا سجلات", one: "سجل واحد", two: "سجلان", few: "# سجلات", many: "# سجلا", other: "# سجل" },
  fr: { one: "# fiche", other: "# fiches" },
  en: { one: "# record", other: "# records" },
}

interface Figures {
  readonly created: string
  readonly updated: string
  readonly withdrawn: string
  readonly refused: string
}

/** The weekly mail about sources. */
export const harvestSummaryMessages = messages({
  ar: {
    allWell: "حصيلة الأسبوع: مصادرك كلها بخير",
    needed: (count: number) => `حصيلة الأسبوع: ${counted("ar", count, need.ar)}`,
    first: (title: string, sentence: string) => `ابدأ بـ «${apart(title)}»: ${sentence}`,
    source: (title: string, verdict: string) => `${apart(title)}: ${verdict}`,
    figures: ({ created, updated, withdrawn, refused }: Figures) =>
      `الجديد: ${created}، المتغيّر: ${updated}، المسحوب: ${withdrawn}، المرفوض: ${refused}`,
    problem: (count: number, sentence: string) => `${counted("ar", count, records.ar)}: ${sentence}`,
    more: (count: number) => `وفي البوابة أيضا: ${counted("ar", count, others.ar)}.`,
  },
  fr: {
    allWell: "La semaine de vos sources\u00a0: tout va bien",
    needed: (count: number) => `La semaine de vos sources\u00a0: ${counted("fr", count, need.fr)}`,
    first: (title: string, sentence: string) => `Commencez par «\u00a0${apart(title)}\u00a0». ${sentence}`,
    source: (title: string, verdict: string) => `${apart(title)}\u00a0: ${verdict.toLowerCase()}`,
    figures: ({ created, updated, withdrawn, refused }: Figures) =>
      `Nouvelles\u00a0: ${created}, modifiées\u00a0: ${updated}, retirées\u00a0: ${withdrawn}, refusées\u00a0: ${refused}`,
    problem: (count: number, sentence: string) => `${counted("fr", count, records.fr)}\u00a0: ${sentence}`,
    more: (count: number) => `Sur le portail aussi\u00a0: ${counted("fr", count, others.fr)}.`,
  },
  en: {
    allWell: "Your sources this week: all is well",
    needed: (count: number) => `Your sources this week: ${counted("en", count, need.en)}`,
    first: (title: string, sentence: string) => `Begin with “${apart(title)}”. ${sentence}`,
    source: (title: string, verdict: string) => `${apart(title)}: ${verdict.toLowerCase()}`,
    figures: ({ created, updated, withdrawn, refused }: Figures) =>
      `New: ${created}, changed: ${updated}, withdrawn: ${withdrawn}, refused: ${refused}`,
    problem: (count: number, sentence: string) => `${counted("en", count, records.en)}: ${sentence}`,
    more: (count: number) => `On the portal as well: ${counted("en", count, others.en)}.`,
  },
})

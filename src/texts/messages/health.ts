import { messages } from "../messages.ts"
import { counted, type Forms } from "../plural.ts"

const records: Forms = {
  ar: { zero: "لا سجلات", one: "سجل واحد", two: "سجلان", few: "# سجلات", many: "# سجلا", other: "# سجل" },
  fr: { zero: "aucune fiche", one: "# fiche", other: "# fiches" },
  en: { zero: "no record", one: "# record", other: "# records" },
}
const failures: Forms = {
  ar: {
    zero: "لم تفشل أي عملية جلب",
    one: "فشلت عملية جلب واحدة",
    two: "فشلت عمليتا جلب متتاليتان",
    few: "فشلت # عمليات جلب متتالية",
    many: "فشلت # عملية جلب متتالية",
    other: "فشلت # عملية جلب متتالية",
  },
  fr: { one: "# moisson a échoué", other: "# moissons de suite ont échoué" },
  en: { one: "# harvest failed", other: "# harvests in a row failed" },
}

/** How a source is doing: a word for a badge, and a sentence that says what it means and what to do. */
export const healthMessages = messages({
  ar: {
    health: "حالة المصدر",
    verdicts: {
      ok: "سليم",
      waiting: "ينتظر قرارا",
      down: "متوقف",
      failing: "فشل آخر جلب",
      stale: "فات موعده",
      shrinking: "يتناقص",
      slow: "بطيء",
      new: "جديد",
      off: "معطّل",
    },
    ok: "كل شيء على ما يرام: قُرئ المصدر إلى آخره.",
    waiting: (since: string, count: number) =>
      `عملية جلب تنتظر قرارا منذ ${since}، وعدد ما غاب عن المصدر: ${counted("ar", count, records.ar)}. انظر ما الذي سيُسحب ثم أكّد، أو اتصل بالناشر.`,
    down: (since: string, count: number) =>
      `لا شيء يصل من المصدر منذ ${since}: ${counted("ar", count, failures.ar)}. اتصل بمشغّل المصدر.`,
    failing: (since: string) => `فشل آخر جلب، والمصدر لا يُقرأ منذ ${since}. تعاد المحاولة في الموعد القادم.`,
    stale: (due: string) =>
      `كان موعد الجلب ${due} ولم يبدأ. تثبّت من أن عامل البوابة يشتغل، ومن صفحة الأشغال أنه ليس في انتظار غيره.`,
    shrinking: (since: string, before: number, now: number) =>
      `يتناقص المصدر شيئا فشيئا: كان فيه ${counted("ar", before, records.ar)} بتاريخ ${since}، وفيه الآن ${counted("ar", now, records.ar)}. اسأل الناشر هل هذا مقصود.`,
    slow: (took: string, usual: string) =>
      `استغرق آخر جلب ${took}، والمعتاد ${usual}. إن تكرر ذلك فأعلم مشغّل المصدر، أو اختر للجلب وقتا أهدأ.`,
    new: "لم تُجرَ أي عملية جلب بعد.",
    off: "المصدر معطّل: تبقى مجموعات بياناته، ولا يُجلب منه شيء.",
  },
  fr: {
    health: "État de la source",
    verdicts: {
      ok: "En ordre",
      waiting: "Attend une décision",
      down: "En panne",
      failing: "Dernière moisson échouée",
      stale: "En retard",
      shrinking: "Se vide",
      slow: "Lente",
      new: "Nouvelle",
      off: "Désactivée",
    },
    ok: "Tout va bien\u00a0: la source a été lue jusqu’au bout.",
    waiting: (since: string, count: number) =>
      `Une moisson attend une décision depuis le ${since}. Disparu de la source\u00a0: ${counted("fr", count, records.fr)}. Regardez ce qui serait retiré, puis confirmez, ou joignez le producteur.`,
    down: (since: string, count: number) =>
      `Plus rien n’arrive de la source depuis le ${since}\u00a0: ${counted("fr", count, failures.fr)}. Joignez son exploitant.`,
    failing: (since: string) =>
      `La dernière moisson a échoué, et la source n’est plus lue depuis le ${since}. Nouvel essai à la prochaine échéance.`,
    stale: (due: string) =>
      `Une moisson était prévue le ${due} et n’a pas commencé. Vérifiez que le processus de travail du portail tourne et, à la page des tâches, qu’elle n’en attend pas une autre.`,
    shrinking: (since: string, before: number, now: number) =>
      `La source se vide peu à peu\u00a0: ${counted("fr", before, records.fr)} le ${since}, ${counted("fr", now, records.fr)} à présent. Demandez au producteur si c’est voulu.`,
    slow: (took: string, usual: string) =>
      `La dernière moisson a duré ${took}, au lieu de ${usual} d’habitude. Si cela se répète, prévenez l’exploitant de la source ou choisissez une heure plus calme.`,
    new: "Aucune moisson n’a encore eu lieu.",
    off: "La source est désactivée\u00a0: ses jeux de données restent, rien n’est plus moissonné.",
  },
  en: {
    health: "State of the source",
    verdicts: {
      ok: "In order",
      waiting: "Waits for a decision",
      down: "Down",
      failing: "Last harvest failed",
      stale: "Overdue",
      shrinking: "Shrinking",
      slow: "Slow",
      new: "New",
      off: "Switched off",
    },
    ok: "All is well: the source was read to its end.",
    waiting: (since: string, count: number) =>
      `A harvest has waited for a decision since ${since}. Gone from the source: ${counted("en", count, records.en)}. Look at what would be withdrawn, then confirm, or ask the publisher.`,
    down: (since: string, count: number) =>
      `Nothing has come from the source since ${since}: ${counted("en", count, failures.en)}. Get in touch with its operator.`,
    failing: (since: string) =>
      `The last harvest failed, and the source has not been read since ${since}. It is tried again when next scheduled.`,
    stale: (due: string) =>
      `A harvest was due on ${due} and has not begun. See that the portal’s worker is running and, on the page of jobs, that it does not wait for another one.`,
    shrinking: (since: string, before: number, now: number) =>
      `The source shrinks little by little: ${counted("en", before, records.en)} on ${since}, ${counted("en", now, records.en)} now. Ask its publisher whether that is meant.`,
    slow: (took: string, usual: string) =>
      `The last harvest took ${took}; ${usual} is usual. If it goes on, tell the source’s operator, or choose a quieter hour.`,
    new: "No harvest has run yet.",
    off: "The source is switched off: its datasets stay, and nothing is harvested from it.",
  },
})

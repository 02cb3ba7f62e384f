import { messages } from "../messages.ts"

/** What the rules about input say when they are broken: for the pages of the office and for the interfaces. */
export const inputRuleMessages = messages({
  ar: {
    missing: "لا بدّ من تعبئة هذا الحقل.",
    "too-long": "النص أطول من الحدّ: {max} حرفا على الأكثر.",
    "too-many": "العدد أكبر من الحدّ: {max} على الأكثر.",
    "wrong-shape": "ليست القيمة من النوع المنتظر هنا.",
    "unknown-field": "لا يوجد حقل بهذا الاسم.",
    "not-a-language": "ليس رمز لغة، مثل ar أو fr أو en.",
    "unreadable-characters": "في النص حروف لا يمكن حفظها. أعد كتابته.",
    repeated: "تكرّرت القيمة نفسها.",
    unknown: "هذه القيمة غير موجودة في القائمة.",
    "not-a-url": "ليس عنوانا صالحا؛ يبدأ العنوان بـ http:// أو https://.",
    "not-an-email": "ليس عنوان بريد إلكتروني صالحا.",
    "not-a-phone": "ليس رقم هاتف صالحا.",
    "not-a-date": "ليس تاريخا صالحا، مثل 2026 أو 2026-01 أو 2026-01-31.",
    "end-before-start": "تاريخ النهاية سابق لتاريخ البداية.",
    "not-an-id": "ليس معرّفا صالحا.",
    taken: "مستعمل من قبل.",
    "not-text": "لا بدّ من نص.",
    other: "القيمة غير مقبولة.",
  },
  fr: {
    missing: "Ce champ est à remplir.",
    "too-long": "Le texte est trop long : {max} caractères au plus.",
    "too-many": "Il y en a trop : {max} au plus.",
    "wrong-shape": "La valeur n’a pas la forme attendue ici.",
    "unknown-field": "Il n’y a pas de champ de ce nom.",
    "not-a-language": "Ce n’est pas un code de langue, comme ar, fr ou en.",
    "unreadable-characters": "Le texte contient des caractères impossibles à conserver. Ressaisissez-le.",
    repeated: "La même valeur figure deux fois.",
    unknown: "Cette valeur n’est pas dans la liste.",
    "not-a-url": "Ce n’est pas une adresse valable : elle commence par http:// ou https://.",
    "not-an-email": "Ce n’est pas une adresse électronique valable.",
    "not-a-phone": "Ce n’est pas un numéro de téléphone valable.",
    "not-a-date": "Ce n’est pas une date valable, comme 2026, 2026-01 ou 2026-01-31.",
    "end-before-start": "La fin précède le début.",
    "not-an-id": "Ce n’est pas un identifiant valable.",
    taken: "Déjà utilisé.",
    "not-text": "Il faut un texte.",
    other: "Cette valeur n’est pas admise.",
  },
  en: {
    missing: "This field must be filled in.",
    "too-long": "The text is too long: {max} characters at most.",
    "too-many": "There are too many: {max} at most.",
    "wrong-shape": "The value does not have the shape expected here.",
    "unknown-field": "There is no field of this name.",
    "not-a-language": "This is not a language code such as ar, fr or en.",
    "unreadable-characters": "The text has characters that cannot be kept. Type it again.",
    repeated: "The same value is there twice.",
    unknown: "This value is not in the list.",
    "not-a-url": "This is not a valid address: it begins with http:// or https://.",
    "not-an-email": "This is not a valid e-mail address.",
    "not-a-phone": "This is not a valid telephone number.",
    "not-a-date": "This is not a valid date such as 2026, 2026-01 or 2026-01-31.",
    "end-before-start": "The end comes before the start.",
    "not-an-id": "This is not a valid identifier.",
    taken: "Already in use.",
    "not-text": "A text is needed.",
    other: "This value cannot be accepted.",
  },
})

export type InputRule = keyof (typeof inputRuleMessages)["ar"]

/** The sentence of a rule with its values; a rule without one of its own says that the value cannot be accepted. */
export function inputRuleText(
  language: keyof typeof inputRuleMessages,
  rule: string,
  values: Readonly<Record<string, unknown>> = {},
): string {
  const texts: Readonly<Record<string, string>> = inputRuleMessages[language]
  const template = Object.hasOwn(texts, rule) ? texts[rule]! : inputRuleMessages[language].other
  return template.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ""))
}

import { fold } from "../../vocabulary/index.ts"
import type { NumberPlan } from "./column-plan.ts"

/** The unit that a header names beside what it counts: "Montant (DT)", "المبلغ بالدينار", "Taux (%)". */
export function unitNamed(header: string): NumberPlan["unit"] {
  const words = fold(header)
  if (/[%٪]/.test(header)) return "percent"
  if (/(^| )(millimes?|mill)( |$)|(^| )(ب)?(ال)?مليم/.test(words)) return "millime"
  if (/(^| )(tnd|dt|dinars?|dinar tunisien)( |$)|(^| )(ب)?(ال)?دينار|(^| )د ت( |$)/.test(words))
    return isThousands(words) ? undefined : "TND"
  return undefined
}

// Thousands and millions of dinars are another unit.
function isThousands(words: string): boolean {
  return /(^| )(millions?|milliers?|mille|mdt|kdt|md|thousands?|million)( |$)|الف|مليون|ملاييين|ملايين/.test(words)
}

/** Prices and amounts, whose unit has three decimals. */
export function namesMoney(header: string): boolean {
  return (
    unitNamed(header) === "TND" ||
    /(^| )(montants?|prix|couts?|tarifs?|redevances?|budget|depenses?|recettes?|salaires?|price|amount|cost)( |$)|(^| )(ال)?(مبلغ|سعر|ثمن|اسعار|معلوم|تكلفه|كلفه|ميزانيه)( |$)/.test(
      fold(header),
    )
  )
}

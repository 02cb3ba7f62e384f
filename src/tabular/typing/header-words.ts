import { fold, hasThreeDecimals, unitInHeader } from "../../vocabulary/index.ts"
import type { NumberPlan } from "./column-plan.ts"

/** The unit that a header names beside what it counts: "Montant (DT)", "المبلغ بالدينار", "Taux (%)". */
export function unitNamed(header: string): NumberPlan["unit"] {
  return /[%٪]/.test(header) ? "percent" : unitInHeader(header)
}

/** Prices and amounts, whose unit has three decimals. */
export function namesMoney(header: string): boolean {
  return (
    hasThreeDecimals(unitNamed(header) ?? "") ||
    /(^| )(montants?|prix|couts?|tarifs?|redevances?|budget|depenses?|recettes?|salaires?|price|amount|cost)( |$)|(^| )(ال)?(مبلغ|سعر|ثمن|اسعار|معلوم|تكلفه|كلفه|ميزانيه)( |$)/.test(
      fold(header),
    )
  )
}

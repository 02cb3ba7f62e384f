import type { QueryMistake } from "../../../tabular/index.ts"
import { problemFromRefusal } from "../../problem.ts"
import { type CkanRefusal, invalid } from "../errors.ts"

/** CKAN speaks English, and names the parameter at fault. */
export function ckanMistake(parameter: string, mistake: QueryMistake): CkanRefusal {
  if (mistake.code === "unknown-column") return invalid(parameter, `field "${mistake.values.column}" not in table`)
  return invalid(parameter, textOfMistake(mistake))
}

export function textOfMistake(mistake: QueryMistake): string {
  return problemFromRefusal(mistake, { language: "en", baseUrl: "", requestId: "" }).detail
}

import type { ConnectorOption } from "../../../../harvest/index.ts"
import { sourceFormMessages } from "../../../../texts/index.ts"
import { CheckField, SelectField, TextField } from "../../../components/form/field.tsx"
import type { OfficePage } from "../../office-route.ts"

/** One option of how a kind of source is read. */
export function OptionField({
  page,
  option: { name, type, choices },
  value,
  problem,
}: {
  page: OfficePage
  option: ConnectorOption
  value: string
  problem: string | undefined
}) {
  const words = sourceFormMessages[page.language]
  const common = { name: `options.${name}`, label: words.optionLabels[name] ?? name, problem }
  if (type === "boolean") return <CheckField {...common} checked={value !== ""} />
  if (choices) {
    const labelled = choices.map((choice) => ({ value: choice, label: words.optionChoices[choice] ?? choice }))
    return <SelectField {...common} value={value} choices={labelled} />
  }
  return <TextField {...common} value={value} dir="ltr" {...(type === "number" ? { type: "number" as const } : {})} />
}

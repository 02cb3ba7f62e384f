import {
  type Column,
  choosableTypes,
  dateOrders,
  longestDescription,
  longestLabel,
  meanings,
} from "../../../../tabular/index.ts"
import { dictionaryMessages, explorerMessages } from "../../../../texts/index.ts"
import { problemAt, SelectField, TextField } from "../../../components/form/field.tsx"
import { LocalisedField } from "../../../components/form/localised-field.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import type { OfficePage } from "../../office-route.ts"
import type { ColumnValues } from "./table-form.ts"

interface CardOptions {
  readonly page: OfficePage
  /** Its place among those posted. */
  readonly at: number
  readonly column: Column
  readonly values: ColumnValues
  readonly isPersonal: boolean
  /** Where there are so few columns that nothing is gained by closing them. */
  readonly isOpen: boolean
  readonly refusal: FormRefusal | undefined
}

/** One column on a line: its name, what it holds, what is doubtful; open where there is something to settle. */
export function ColumnCard(options: CardOptions) {
  const { page, at, column, values, isPersonal, isOpen, refusal } = options
  const words = dictionaryMessages[page.language]
  const { types, meanings: meant } = explorerMessages[page.language]
  const unfit = column.notFitting?.count ?? 0
  const isRefused = refusal?.problems.some(({ field }) => field.startsWith(`columns.${at}.`)) ?? false
  const label = values.label[page.language]
  return (
    <details class="card column-card" open={isOpen || isRefused || isPersonal || unfit > 0}>
      <summary>
        <bdi>{column.header}</bdi>
        {label && label !== column.header && (
          <>
            {" "}
            <bdi class="small">{label}</bdi>
          </>
        )}{" "}
        <span class="small muted">{column.meaning ? meant[column.meaning] : types[column.type]}</span>{" "}
        {unfit > 0 && <span class="tag warm">{words.unfitCount(page.format.number(unfit))}</span>}{" "}
        {isPersonal && <span class="tag warm">{words.personal}</span>}
      </summary>
      <ColumnFields {...options} />
    </details>
  )
}

function ColumnFields({ page, at, column, values, refusal }: CardOptions) {
  const words = dictionaryMessages[page.language]
  const path = `columns.${at}`
  const { description } = values
  const isDescribed = Object.keys(description).length > 0
  return (
    <fieldset>
      <legend class="sr">
        <bdi>{column.header}</bdi>
      </legend>
      <input type="hidden" name={`${path}.header`} value={column.header} />
      <LocalisedField
        page={page}
        name={`${path}.label`}
        label={words.label}
        value={values.label}
        refusal={refusal}
        maxLength={longestLabel}
      />
      <div class="column-facts">
        <TypeField page={page} path={path} column={column} values={values} refusal={refusal} />
        <MeaningField page={page} path={path} column={column} values={values} refusal={refusal} />
        {mayHoldDates(column, values) && (
          <DateField page={page} path={path} column={column} values={values} refusal={refusal} />
        )}
        <TextField
          name={`${path}.name`}
          label={words.name}
          value={values.name}
          dir="ltr"
          spellcheck={false}
          problem={problemAt(refusal, `${path}.name`) ?? problemAt(refusal, `${path}.header`)}
        />
      </div>
      {column.notFitting && column.notFitting.count > 0 && <Unfit page={page} notFitting={column.notFitting} />}
      <details open={isDescribed}>
        <summary>
          {words.descriptionFold}
          <span class="sr"> {column.header}</span>
        </summary>
        <LocalisedField
          page={page}
          name={`${path}.description`}
          label={words.description}
          value={description}
          refusal={refusal}
          rows={3}
          maxLength={longestDescription}
        />
      </details>
    </fieldset>
  )
}

function mayHoldDates({ type }: Column, { type: chosen, dateFormat }: ColumnValues): boolean {
  return dateFormat !== "" || [type, chosen].some((one) => one === "text" || one === "date" || one === "datetime")
}

interface FieldOptions extends Pick<CardOptions, "page" | "column" | "values" | "refusal"> {
  readonly path: string
}

function TypeField({ page, path, column, values, refusal }: FieldOptions) {
  const words = dictionaryMessages[page.language]
  const { types } = explorerMessages[page.language]
  // What was chosen hides what would be understood.
  const understood = values.type ? words.asUnderstood : words.asUnderstoodIs(types[column.type])
  const choices = column.type === "geometry" ? [] : choosableTypes.map((type) => ({ value: type, label: types[type] }))
  return (
    <SelectField
      name={`${path}.type`}
      label={words.type}
      value={values.type}
      empty={understood}
      choices={choices}
      problem={problemAt(refusal, `${path}.type`)}
    />
  )
}

function MeaningField({ page, path, column, values, refusal }: FieldOptions) {
  const words = dictionaryMessages[page.language]
  const names = explorerMessages[page.language].meanings
  const found = column.meaning ? names[column.meaning] : words.noMeaning
  return (
    <SelectField
      name={`${path}.meaning`}
      label={words.meaning}
      value={values.meaning}
      empty={values.meaning ? words.asUnderstood : words.asUnderstoodIs(found)}
      choices={[
        { value: "none", label: words.noMeaning },
        ...meanings.map((meaning) => ({ value: meaning, label: names[meaning] })),
      ]}
      problem={problemAt(refusal, `${path}.meaning`)}
    />
  )
}

function DateField({ page, path, column, values, refusal }: FieldOptions) {
  const words = dictionaryMessages[page.language]
  const found = column.dateFormat
  return (
    <SelectField
      name={`${path}.dateFormat`}
      label={words.dateFormat}
      value={values.dateFormat}
      empty={found && !values.dateFormat ? words.asUnderstoodIs(found) : words.asUnderstood}
      choices={dateOrders.map((order) => ({ value: order, label: words.dateOrders[order] }))}
      problem={problemAt(refusal, `${path}.dateFormat`)}
    />
  )
}

function Unfit({ page, notFitting }: { page: OfficePage; notFitting: NonNullable<Column["notFitting"]> }) {
  const { count, examples } = notFitting
  return (
    <p class="small tip">
      {dictionaryMessages[page.language].unfit(page.format.number(count))}{" "}
      {examples.map((example, index) => (
        <>
          {index > 0 && (page.language === "ar" ? "، " : ", ")}
          <bdi class="unfit">{example.slice(0, 80)}</bdi>
        </>
      ))}
    </p>
  )
}

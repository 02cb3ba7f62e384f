import { filterFields, type RecordFilter } from "../../../../../harvest/index.ts"
import { sourceMappingMessages } from "../../../../../texts/index.ts"
import { problemAt, SelectField, TextField } from "../../../../components/form/field.tsx"
import { Form, PostButton } from "../../../../components/form/form.tsx"
import type { OfficePage } from "../../../office-route.ts"
import type { SectionOptions } from "./mapping-model.ts"

/** Which records are taken, and which never. */
export function FiltersSection(options: SectionOptions) {
  const own = sourceMappingMessages[options.page.language]
  return (
    <section aria-labelledby="filters" class="blk">
      <h2 id="filters">{own.filters}</h2>
      <div class="g2">
        <Filters {...options} list="include" title={own.include} text={own.includeText} none={own.includeNone} />
        <Filters {...options} list="exclude" title={own.exclude} text={own.excludeText} none={own.excludeNone} />
      </div>
    </section>
  )
}

interface Options extends SectionOptions {
  readonly list: "include" | "exclude"
  readonly title: string
  readonly text: string
  readonly none: string
}

function Filters({ page, model, here, list, title, text, none }: Options) {
  const filters = model.source.mapping[list]
  return (
    <div>
      <h3>{title}</h3>
      <p class="small muted">{text}</p>
      {filters.length === 0 ? (
        <p class="small">{none}</p>
      ) : (
        <ul class="ruled">
          {filters.map((filter) => (
            <Line page={page} here={here} list={list} filter={filter} />
          ))}
        </ul>
      )}
      <AddFilter page={page} model={model} here={here} list={list} title={title} />
    </div>
  )
}

function Line({
  page,
  here,
  list,
  filter: { field, value },
}: {
  page: OfficePage
  here: string
  list: string
  filter: RecordFilter
}) {
  const own = sourceMappingMessages[page.language]
  return (
    <li>
      <span>
        {own.filterFields[field]}{" "}
        <b>
          <bdi dir="auto" class="url">
            {value}
          </bdi>
        </b>
      </span>
      <PostButton page={page} action={here} fields={{ act: "filter-remove", list, field, value }}>
        {own.remove}
        <span class="sr">: {value}</span>
      </PostButton>
    </li>
  )
}

function AddFilter({ page, model, here, list, title }: Omit<Options, "text" | "none">) {
  const own = sourceMappingMessages[page.language]
  const isTyped = model.form?.get("act") === "filter-add" && model.form.get("list") === list
  const typed = (name: string) => (isTyped ? (model.form?.get(name) ?? "") : "")
  return (
    <Form page={page} action={here} class="below">
      <input type="hidden" name="act" value="filter-add" />
      <input type="hidden" name="list" value={list} />
      <SelectField
        name="field"
        id={`${list}-field`}
        label={own.filterField}
        value={typed("field") || "title"}
        choices={filterFields.map((field) => ({ value: field, label: own.filterFields[field] ?? field }))}
      />
      <TextField
        name="value"
        id={`f-${list}-value`}
        label={own.filterValue}
        value={typed("value")}
        dir="auto"
        maxLength={500}
        problem={problemAt(model.refusal, `${list}.value`)}
      />
      <button type="submit" class="btn sm alt">
        {own.add}
        <span class="sr">: {title}</span>
      </button>
    </Form>
  )
}

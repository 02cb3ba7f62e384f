import type { ImportPreview, PreviewLine } from "../../../../catalogue/index.ts"
import { inLanguage, inputRuleText, metadataTableMessages, officeDatasetMessages } from "../../../../texts/index.ts"
import { CheckField, type Choice, problemAt, SelectField, TextField } from "../../../components/form/field.tsx"
import { ErrorSummary, Form, PostButton } from "../../../components/form/form.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"

interface Asking {
  readonly page: OfficePage
  readonly organizations: readonly Choice[]
  readonly refusal?: FormRefusal | undefined
}

export function ImportView({ page, organizations, refusal }: Asking) {
  const words = officeDatasetMessages[page.language]
  const to = (path: string) => routes.office(page.language, `/datasets/import${path}`)
  return (
    <OfficeLayout page={page} title={words.importTitle} lead={words.importText}>
      <ErrorSummary page={page} refusal={refusal} />
      <p class="row f">
        <a class="btn alt" href={to("/template.xlsx")}>
          <Icon name="download" />
          {words.templateXlsx}
        </a>
        <a class="btn alt" href={to("/template.csv")}>
          <Icon name="download" />
          {words.templateCsv}
        </a>
      </p>
      <Form page={page} action={to("")} multipart>
        <SelectField
          name="organizationId"
          label={words.organization}
          hint={words.importOrganizationHint}
          value={organizations[0]?.value}
          choices={organizations}
        />
        <CheckField name="publish" label={words.importPublish} hint={words.importPublishHint} />
        <TextField
          name="file"
          type="file"
          label={words.chooseFile}
          accept=".csv,.tsv,.xlsx,.ods,.xls"
          problem={problemAt(refusal, "file")}
        />
        <button type="submit" class="btn">
          {words.check}
        </button>
      </Form>
    </OfficeLayout>
  )
}

interface Previewing extends Pick<ImportPreview, "counts" | "unknownColumns"> {
  readonly page: OfficePage
  readonly action: string
  readonly lines: readonly PreviewLine[]
}

export function ImportPreviewView({ page, action, counts, unknownColumns, lines }: Previewing) {
  const words = officeDatasetMessages[page.language]
  const { number } = page.format
  const accepted = counts.create + counts.update
  return (
    <OfficeLayout
      page={page}
      title={words.previewTitle}
      lead={words.importCounts(number(counts.create), number(counts.update), number(counts.refused))}
      actions={
        <>
          <a class="btn alt" href={routes.office(page.language, "/datasets/import")}>
            {words.back}
          </a>
          {accepted > 0 && (
            <PostButton page={page} action={action} kind="btn">
              {words.importApply}
            </PostButton>
          )}
        </>
      }
    >
      {unknownColumns.length > 0 && (
        <p class="st late">
          {words.unknownColumns} <bdi>{page.format.list(unknownColumns)}</bdi>
        </p>
      )}
      <ScrollRegion label={words.previewTitle}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.row}</th>
              <th scope="col">{words.title}</th>
              <th scope="col">{words.result}</th>
              <th scope="col">{words.problems}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr>
                <td class="n">{number(line.row)}</td>
                <td>
                  <bdi>{inLanguage(line.title, page.language)?.text}</bdi>
                </td>
                <td>{outcomeOf(page, line)}</td>
                <td>
                  {line.problems?.map(({ path, rule, values }) => (
                    <p class="small">
                      <bdi dir="ltr">{path}</bdi>: {inputRuleText(page.language, rule, values)}
                    </p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </OfficeLayout>
  )
}

function outcomeOf({ language }: OfficePage, { kind }: PreviewLine): string {
  const { outcomes } = officeDatasetMessages[language]
  if (kind === "create") return outcomes.created
  if (kind === "update") return outcomes.updated
  return kind === "unchanged" ? outcomes.unchanged : metadataTableMessages[language].verdicts.refused
}

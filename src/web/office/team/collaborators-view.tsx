import type { Collaborator } from "../../../accounts/index.ts"
import { collaborationRoles } from "../../../platform/actor.ts"
import { accountMessages, type ShownText, teamMessages } from "../../../texts/index.ts"
import { problemAt, SelectField, TextField } from "../../components/form/field.tsx"
import { ErrorSummary, Form, PostButton } from "../../components/form/form.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import type { OfficePage } from "../office-route.ts"
import { OfficeLayout } from "../shell/office-layout.tsx"

interface Model {
  readonly id: string
  readonly title: ShownText | undefined
  readonly collaborators: readonly Collaborator[]
  readonly form: URLSearchParams
  readonly refusal: FormRefusal | undefined
}

interface Options {
  readonly page: OfficePage
  readonly model: Model
}

export function CollaboratorsView({ page, model }: Options) {
  const words = teamMessages[page.language]
  const { id, title, collaborators, refusal } = model
  return (
    <OfficeLayout
      page={page}
      title={words.collaborators}
      lead={
        title && (
          <a href={routes.office(page.language, `/datasets/${id}`)}>
            <Localised page={page} text={title} />
          </a>
        )
      }
    >
      <ErrorSummary page={page} refusal={refusal} />
      <p class="muted">{words.collaboratorsText}</p>
      <div class="own">
        {collaborators.length === 0 ? <p>{words.noCollaborators}</p> : <List page={page} model={model} />}
        <AddForm page={page} model={model} />
      </div>
    </OfficeLayout>
  )
}

function List({ page, model: { id, collaborators } }: Options) {
  const words = teamMessages[page.language]
  return (
    <ul class="stack-s">
      {collaborators.map(({ account, role }) => (
        <li class="row spread">
          <span>
            <b dir="auto">{account.name}</b> <bdi dir="ltr">{account.email}</bdi> · {words.collaborationRoles[role]}
          </span>
          <PostButton
            page={page}
            action={routes.office(page.language, `/datasets/${id}/collaborators`)}
            fields={{ act: "remove", account: account.id }}
            kind="btn sm bad"
          >
            {words.remove}
            <span class="sr"> {account.name}</span>
          </PostButton>
        </li>
      ))}
    </ul>
  )
}

function AddForm({ page, model: { id, form, refusal } }: Options) {
  const words = teamMessages[page.language]
  return (
    <section class="team-part">
      <Form page={page} action={routes.office(page.language, `/datasets/${id}/collaborators`)}>
        <TextField
          name="email"
          label={accountMessages[page.language].email}
          type="email"
          dir="ltr"
          maxLength={320}
          value={form.get("email") ?? ""}
          problem={problemAt(refusal, "email")}
        />
        <SelectField
          name="role"
          label={words.role}
          value={form.get("role") ?? "editor"}
          choices={collaborationRoles.map((value) => ({ value, label: words.collaborationRoles[value] }))}
        />
        <button type="submit" class="btn">
          {words.add}
        </button>
      </Form>
    </section>
  )
}

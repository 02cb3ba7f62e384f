import type { Account, AccountState, Invitation } from "../../../accounts/index.ts"
import { accountMessages, teamMessages } from "../../../texts/index.ts"
import { problemAt, SelectField, TextField } from "../../components/form/field.tsx"
import { ErrorSummary, Form, PostButton } from "../../components/form/form.tsx"
import { Pill } from "../../components/pill/pill.tsx"
import { ScrollRegion } from "../../components/table/scroll-region.tsx"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import type { OfficePage } from "../office-route.ts"
import { OfficeLayout } from "../shell/office-layout.tsx"

export interface UsersModel {
  readonly accounts: readonly Account[]
  readonly next: string | undefined
  readonly q: string | undefined
  readonly state: AccountState | undefined
  readonly invitations: readonly Invitation[]
  readonly form: URLSearchParams
  readonly refusal: FormRefusal | undefined
}

interface Options {
  readonly page: OfficePage
  readonly model: UsersModel
}

export const stateTones = { active: "ok", blocked: "bad", closed: "info" } as const

export function UsersView({ page, model }: Options) {
  const words = teamMessages[page.language]
  return (
    <OfficeLayout page={page} title={words.users} lead={words.usersLead}>
      <ErrorSummary page={page} refusal={model.refusal} />
      <Filter page={page} model={model} />
      {model.accounts.length === 0 ? <p class="muted">{words.nobody}</p> : <Accounts page={page} model={model} />}
      {model.next && (
        <p class="more">
          <a href={model.next}>{words.more}</a>
        </p>
      )}
      <InviteAdministrator page={page} model={model} />
    </OfficeLayout>
  )
}

function Filter({ page, model: { q, state } }: Options) {
  const words = teamMessages[page.language]
  const choices = Object.entries(words.states).map(([value, label]) => ({ value, label }))
  return (
    <form class="filter row" action={routes.office(page.language, "/users")}>
      <TextField name="q" label={words.search} type="search" dir="auto" maxLength={200} value={q ?? ""} />
      <SelectField name="state" label={words.state} empty={words.anyState} value={state} choices={choices} />
      <button type="submit" class="btn alt">
        {words.show}
      </button>
    </form>
  )
}

function Accounts({ page, model: { accounts } }: Options) {
  const words = teamMessages[page.language]
  const { roles } = accountMessages[page.language]
  return (
    <ScrollRegion label={words.users} kind="stacked">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.secondFactor}</th>
            <th scope="col">{words.created}</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr>
              <th scope="row">
                <a href={routes.office(page.language, `/users/${account.id}`)} dir="auto">
                  {account.name || words.closed}
                </a>
                <br />
                <bdi dir="ltr" class="small muted">
                  {account.email}
                </bdi>
              </th>
              <td>
                <Pill tone={stateTones[account.state]}>{words.states[account.state]}</Pill>{" "}
                {account.administrator && <Pill tone="info">{roles.administrator}</Pill>}
              </td>
              <td>{account.hasSecondFactor ? words.on : words.off}</td>
              <td>{page.format.date(account.createdAt.toISOString())}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function InviteAdministrator({ page, model: { invitations, form, refusal } }: Options) {
  const words = teamMessages[page.language]
  const action = routes.office(page.language, "/users")
  return (
    <section class="team-part own">
      <h2 class="h2">{words.inviteAdministrator}</h2>
      <ul class="stack-s">
        {invitations.map(({ id, email, expiresAt }) => (
          <li class="row spread">
            <span>
              <bdi dir="ltr">{email}</bdi>{" "}
              <span class="small muted">{words.until(page.format.date(expiresAt.toISOString()))}</span>
            </span>
            <PostButton page={page} action={action} fields={{ act: "withdraw", id }} kind="btn sm bad">
              {words.withdraw}
            </PostButton>
          </li>
        ))}
      </ul>
      <Form page={page} action={action}>
        <TextField
          name="email"
          label={accountMessages[page.language].email}
          type="email"
          dir="ltr"
          maxLength={320}
          value={form.get("email") ?? ""}
          problem={problemAt(refusal, "email")}
        />
        <button type="submit" class="btn">
          {words.inviteSubmit}
        </button>
      </Form>
    </section>
  )
}

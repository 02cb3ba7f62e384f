import type { Account, Invitation, MemberOf, MembershipRequest } from "../../../accounts/index.ts"
import type { Organization } from "../../../catalogue/index.ts"
import { organizationRoles } from "../../../platform/actor.ts"
import { accountMessages, languageNames, languages, teamMessages } from "../../../texts/index.ts"
import { problemAt, SelectField, TextField } from "../../components/form/field.tsx"
import { ErrorSummary, Form, PostButton } from "../../components/form/form.tsx"
import { ScrollRegion } from "../../components/table/scroll-region.tsx"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import type { OfficePage } from "../office-route.ts"
import { OfficeLayout } from "../shell/office-layout.tsx"
import { bodyChoices, bodyName, type LedBodies } from "./bodies.ts"
import { BodyName } from "./body-name.tsx"

export interface TeamModel {
  readonly bodies: LedBodies
  readonly chosen: Organization | undefined
  readonly q: string | undefined
  /** What was posted and refused. */
  readonly form: URLSearchParams
  readonly members: readonly MemberOf[]
  readonly next: string | undefined
  readonly people: ReadonlyMap<string, Account>
  readonly requests: readonly MembershipRequest[]
  readonly invitations: readonly Invitation[]
  readonly refusal: FormRefusal | undefined
  readonly lastCoordinator: boolean
}

interface Options {
  readonly page: OfficePage
  readonly model: TeamModel
}

export function TeamView({ page, model }: Options) {
  const words = teamMessages[page.language]
  return (
    <OfficeLayout
      page={page}
      title={words.team}
      lead={words.lead}
      actions={
        <a class="btn" href="#invite">
          {words.invite}
        </a>
      }
    >
      {model.lastCoordinator ? (
        <ConfirmLast page={page} model={model} />
      ) : (
        <ErrorSummary page={page} refusal={model.refusal} />
      )}
      {model.requests.length > 0 && <Requests page={page} model={model} />}
      <Filter page={page} model={model} />
      <Members page={page} model={model} />
      {model.invitations.length > 0 && <Invitations page={page} model={model} />}
      <InviteForm page={page} model={model} />
    </OfficeLayout>
  )
}

/** The same act once more, knowingly. */
function ConfirmLast({ page, model: { form } }: Options) {
  const words = teamMessages[page.language]
  const kept = ["act", "account", "organization", "role"].map((name) => [name, form.get(name) ?? ""] as const)
  return (
    <div class="note warm done" role="alert">
      <span />
      <div>
        <b>{words.confirmTitle}</b>
        <p class="small">{words.confirmText}</p>
        <PostButton
          page={page}
          action={here(page)}
          fields={{ ...Object.fromEntries(kept), confirmed: "yes" }}
          kind="btn sm bad"
        >
          {words.confirm}
        </PostButton>
      </div>
    </div>
  )
}

function Requests({ page, model: { requests, people, bodies } }: Options) {
  const words = teamMessages[page.language]
  const { roles } = accountMessages[page.language]
  return (
    <section class="team-part">
      <h2 class="h2">{words.requests}</h2>
      <ul class="stack">
        {requests.map((request) => {
          const account = people.get(request.accountId)
          const body = bodyName(bodies.byId.get(request.organizationId), page.language)
          return (
            <li class="card">
              <p>
                <b>{words.requestOf(account?.name ?? words.closed, roles[request.role], body)}</b>
              </p>
              <p class="small muted">
                <bdi dir="ltr">{account?.email}</bdi> · {page.format.ago(request.createdAt, page.now)}
              </p>
              <p dir="auto">{request.reason}</p>
              <Form page={page} action={here(page)}>
                <input type="hidden" name="id" value={request.id} />
                <label class="small" for={`answer-${request.id}`}>
                  {words.answer}
                </label>
                <input class="inp" id={`answer-${request.id}`} name="answer" dir="auto" maxLength={2000} />
                <p class="row decide">
                  <button type="submit" name="act" value="accept" class="btn sm">
                    {words.accept}
                  </button>
                  <button type="submit" name="act" value="decline" class="btn sm alt">
                    {words.decline}
                  </button>
                </p>
              </Form>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Filter({ page, model: { bodies, chosen, q } }: Options) {
  const words = teamMessages[page.language]
  return (
    <form class="filter row" action={routes.office(page.language, "/team")}>
      {bodies.all.length > 1 && (
        <SelectField
          name="body"
          id="filter-body"
          label={words.body}
          empty={words.all}
          value={chosen?.slug}
          choices={bodyChoices(bodies, page.language)}
        />
      )}
      <TextField name="q" label={words.search} type="search" dir="auto" maxLength={200} value={q ?? ""} />
      <button type="submit" class="btn alt">
        {words.show}
      </button>
    </form>
  )
}

function Members({ page, model: { members, next, bodies } }: Options) {
  const words = teamMessages[page.language]
  if (members.length === 0) return <p class="muted">{words.noMembers}</p>
  return (
    <>
      <ScrollRegion label={words.members} kind="stacked">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.body}</th>
              <th scope="col">{words.since}</th>
              <th scope="col">{words.role}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <MemberRow page={page} member={member} body={bodies.byId.get(member.organizationId)} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {next && (
        <p class="more">
          <a href={next}>{words.more}</a>
        </p>
      )}
    </>
  )
}

function MemberRow({ page, member, body }: { page: OfficePage; member: MemberOf; body: Organization | undefined }) {
  const words = teamMessages[page.language]
  const { roles } = accountMessages[page.language]
  const { account, role, organizationId, since } = member
  const fields = { account: account.id, organization: organizationId }
  return (
    <tr>
      <th scope="row">
        <span dir="auto">{account.name}</span>
        <br />
        <bdi dir="ltr" class="small muted">
          {account.email}
        </bdi>
      </th>
      <td>
        <BodyName page={page} body={body} />
      </td>
      <td>{page.format.date(since.toISOString())}</td>
      <td>
        <Form page={page} action={here(page)} class="row tight">
          <input type="hidden" name="act" value="role" />
          {Object.entries(fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <select class="inp sm" name="role" aria-label={`${words.role}: ${account.name}`}>
            {organizationRoles.map((one) => (
              <option value={one} selected={one === role}>
                {roles[one]}
              </option>
            ))}
          </select>
          <button type="submit" class="btn sm alt">
            {words.change}
          </button>
        </Form>
      </td>
      <td>
        <PostButton page={page} action={here(page)} fields={{ act: "remove", ...fields }} kind="btn sm bad">
          {words.remove}
          <span class="sr"> {account.name}</span>
        </PostButton>
      </td>
    </tr>
  )
}

function Invitations({ page, model: { invitations } }: Options) {
  const words = teamMessages[page.language]
  const { roles } = accountMessages[page.language]
  return (
    <section class="team-part">
      <h2 class="h2">{words.invitations}</h2>
      <ul class="stack-s">
        {invitations.map(({ id, email, role, expiresAt }) => (
          <li class="row spread">
            <span>
              <bdi dir="ltr">{email}</bdi>{" "}
              <span class="small muted">
                {roles[role]} · {words.until(page.format.date(expiresAt.toISOString()))}
              </span>
            </span>
            <span class="row tight">
              <PostButton page={page} action={here(page)} fields={{ act: "resend", id }}>
                {words.resend}
              </PostButton>
              <PostButton page={page} action={here(page)} fields={{ act: "withdraw", id }} kind="btn sm bad">
                {words.withdraw}
              </PostButton>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function InviteForm({ page, model: { bodies, chosen, form, refusal } }: Options) {
  const words = teamMessages[page.language]
  const account = accountMessages[page.language]
  const only = bodies.all.length === 1 ? bodies.all[0]?.slug : undefined
  return (
    <section class="team-part own" id="invite">
      <h2 class="h2">{words.invite}</h2>
      <p class="muted small">{words.inviteText}</p>
      <Form page={page} action={here(page)}>
        <input type="hidden" name="act" value="invite" />
        <TextField
          name="email"
          label={account.email}
          type="email"
          dir="ltr"
          maxLength={320}
          value={form.get("email") ?? ""}
          problem={problemAt(refusal, "email")}
        />
        <SelectField
          name="body"
          label={words.body}
          value={form.get("body") ?? chosen?.slug ?? only}
          problem={problemAt(refusal, "body")}
          {...(only ? {} : { empty: words.choose })}
          choices={bodyChoices(bodies, page.language)}
        />
        <SelectField
          name="role"
          label={words.role}
          value={form.get("role") ?? "contributor"}
          choices={organizationRoles.map((one) => ({
            value: one,
            label: `${account.roles[one]} (${account.roleHints[one]})`,
          }))}
        />
        <SelectField
          name="language"
          label={words.mailLanguage}
          value={form.get("language") ?? page.language}
          choices={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <button type="submit" class="btn">
          {words.inviteSubmit}
        </button>
      </Form>
    </section>
  )
}

/** The page with its filters, so that an answer comes back to where one was. */
function here(page: OfficePage): string {
  return `/${page.language}${page.address.replace(/[?&]done=[\w-]+/, "")}`
}

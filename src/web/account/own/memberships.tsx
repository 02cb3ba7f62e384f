import {
  type Membership,
  type MembershipRequest,
  membershipRequestsOf,
  membershipsOf,
  requestMembership,
  withdrawMembershipRequest,
} from "../../../accounts/index.ts"
import { organizationRoles } from "../../../platform/actor.ts"
import { accountMessages, inLanguage } from "../../../texts/index.ts"
import { ChoiceGroup, problemAt, SelectField, TextArea } from "../../components/form/field.tsx"
import { Form, PostButton } from "../../components/form/form.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { Pill } from "../../components/pill/pill.tsx"
import type { WebContext } from "../../context.ts"
import type { Organizations } from "../../directory.ts"
import { attempt } from "../../forms/attempt.ts"
import { postedId } from "../../forms/posted-id.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { OwnRoute, OwnVisit } from "../account-route.ts"
import { OwnLayout } from "../own-layout.tsx"

export const membershipsRoute: OwnRoute = {
  path: "/account/organizations",
  async get(context, visit) {
    return { kind: "page", view: await membershipsView(context, visit) }
  },
  async post(context, visit) {
    const { page, form, viewer, language } = visit
    const role = organizationRoles.find((one) => one === form.get("role")) ?? "contributor"
    const { bySlug } = await context.directory.organizations()
    const organizationId = bySlug.get(form.get("organization") ?? "")?.id
    if (!organizationId) {
      const problems = [{ field: "organization", text: accountMessages[language].memberships.choose }]
      return { kind: "page", status: 422, view: await membershipsView(context, visit, { status: 422, problems }) }
    }
    const asked = { by: viewer.actor, organizationId, role, reason: form.get("reason") ?? "" }
    const tried = await attempt(() => requestMembership(context.accounts, asked))
    if (tried.kind === "done")
      return { kind: "see", to: routes.account(language, "organizations"), done: "request-sent" }
    const refusal = accountRefusal(tried.refusal, page)
    return { kind: "page", status: refusal.status, view: await membershipsView(context, visit, refusal) }
  },
}

export const withdrawRequestRoute: OwnRoute = {
  path: "/account/organizations/withdraw",
  async post({ accounts }, { form, viewer, language }) {
    await withdrawMembershipRequest(accounts, { by: viewer.actor, id: postedId(form) })
    return { kind: "see", to: routes.account(language, "organizations"), done: "request-withdrawn" }
  },
}

async function membershipsView({ accounts, directory }: WebContext, visit: OwnVisit, refusal?: FormRefusal) {
  const accountId = visit.viewer.account.id
  const [memberships, requests, organizations] = await Promise.all([
    membershipsOf(accounts.db, accountId),
    membershipRequestsOf(accounts.db, accountId),
    directory.organizations(),
  ])
  const { page, form } = visit
  return <MembershipsView {...{ page, form, memberships, requests, organizations, refusal }} />
}

interface Model {
  readonly page: OwnVisit["page"]
  readonly form: URLSearchParams
  readonly memberships: readonly Membership[]
  readonly requests: readonly MembershipRequest[]
  readonly organizations: Organizations
  readonly refusal?: FormRefusal | undefined
}

function MembershipsView({ page, form, memberships, requests, organizations, refusal }: Model) {
  const words = accountMessages[page.language]
  return (
    <OwnLayout page={page} title={words.memberships.title} refusal={refusal}>
      <div class="own">
        {memberships.length === 0 ? (
          <p class="muted">{words.memberships.none}</p>
        ) : (
          <ul class="lead-l">
            {memberships.map(({ organizationId, role }) => (
              <li>
                <BodyName {...{ page, organizations, organizationId }} />
                <span class="ldr" />
                <span>{words.roles[role]}</span>
              </li>
            ))}
          </ul>
        )}
        {requests.length > 0 && <Requests {...{ page, requests, organizations }} />}
        <section>
          <h2>{words.memberships.ask}</h2>
          <p class="muted small">{words.memberships.askText}</p>
          <AskForm {...{ page, form, organizations, refusal }} />
        </section>
      </div>
    </OwnLayout>
  )
}

type Named = Pick<Model, "page" | "organizations"> & { organizationId: string }

function BodyName({ page, organizations, organizationId }: Named) {
  const body = organizations.byId.get(organizationId)
  const name = body && inLanguage(body.name, page.language)
  if (!body || !name) return <span>{organizationId}</span>
  return (
    <a href={routes.organization(page.language, body.slug)}>
      <Localised page={page} text={name} />
    </a>
  )
}

const tones = { open: "late", accepted: "ok", declined: "bad", withdrawn: "info" } as const

function Requests({ page, requests, organizations }: Pick<Model, "page" | "requests" | "organizations">) {
  const words = accountMessages[page.language].memberships
  return (
    <section>
      <h2>{words.requests}</h2>
      <ul class="stack-s">
        {requests.map(({ id, organizationId, state, answer }) => (
          <li class="row spread">
            <span>
              <BodyName {...{ page, organizations, organizationId }} />{" "}
              <Pill tone={tones[state]}>{words.states[state]}</Pill>
              {answer && (
                <span class="small muted" dir="auto">
                  {" "}
                  {answer}
                </span>
              )}
            </span>
            {state === "open" && (
              <PostButton page={page} action={routes.account(page.language, "organizations/withdraw")} fields={{ id }}>
                {words.withdraw}
              </PostButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function AskForm({ page, form, organizations, refusal }: Pick<Model, "page" | "form" | "organizations" | "refusal">) {
  const words = accountMessages[page.language]
  const bodies = organizations.all
    .map(({ slug, name }) => ({ value: slug, label: inLanguage(name, page.language)?.text ?? slug }))
    .toSorted((a, b) => a.label.localeCompare(b.label, page.language))
  return (
    <Form page={page} action={routes.account(page.language, "organizations")}>
      <SelectField
        name="organization"
        label={words.memberships.body}
        empty={words.memberships.choose}
        value={form.get("organization") ?? ""}
        choices={bodies}
        problem={problemAt(refusal, "organization")}
      />
      <ChoiceGroup
        name="role"
        label={words.memberships.role}
        values={[form.get("role") ?? "contributor"]}
        choices={organizationRoles.map((value) => ({ value, label: words.roles[value], hint: words.roleHints[value] }))}
        problem={problemAt(refusal, "role")}
      />
      <TextArea
        name="reason"
        label={words.memberships.reason}
        hint={words.memberships.reasonHint}
        dir="auto"
        maxLength={2000}
        rows={4}
        value={form.get("reason") ?? ""}
        problem={problemAt(refusal, "reason")}
      />
      <button type="submit" class="btn">
        {words.memberships.submit}
      </button>
    </Form>
  )
}

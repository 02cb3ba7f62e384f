import type { Account, Membership } from "../../../accounts/index.ts"
import type { Organization } from "../../../catalogue/index.ts"
import { accountMessages, teamMessages } from "../../../texts/index.ts"
import { ErrorSummary, PostButton } from "../../components/form/form.tsx"
import { Pill } from "../../components/pill/pill.tsx"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import type { OfficePage } from "../office-route.ts"
import { OfficeLayout } from "../shell/office-layout.tsx"
import { BodyName } from "./body-name.tsx"
import { stateTones } from "./users-view.tsx"

interface Model {
  readonly account: Account
  readonly memberships: readonly Membership[]
  readonly bodies: ReadonlyMap<string, Organization>
  readonly refusal: FormRefusal | undefined
}

export function UserView({
  page,
  model: { account, memberships, bodies, refusal },
}: {
  page: OfficePage
  model: Model
}) {
  const words = teamMessages[page.language]
  const { roles } = accountMessages[page.language]
  const title = account.name || words.closed
  return (
    <OfficeLayout
      page={page}
      title={title}
      heading={<span dir="auto">{title}</span>}
      lead={<bdi dir="ltr">{account.email}</bdi>}
      actions={<a href={routes.office(page.language, "/audit", { actor: account.id })}>{words.history}</a>}
    >
      <ErrorSummary page={page} refusal={refusal} />
      <p class="row tight">
        <Pill tone={stateTones[account.state]}>{words.states[account.state]}</Pill>
        {account.administrator && <Pill tone="info">{roles.administrator}</Pill>}
        <span class="small muted">
          {words.secondFactor}: {account.hasSecondFactor ? words.on : words.off}
        </span>
      </p>
      <section class="team-part">
        <h2 class="h2">{words.roles}</h2>
        {memberships.length === 0 ? (
          <p class="muted">{words.noRoles}</p>
        ) : (
          <ul class="lead-l own">
            {memberships.map(({ organizationId, role }) => (
              <li>
                <BodyName page={page} body={bodies.get(organizationId)} />
                <span class="ldr" />
                <span>{roles[role]}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {account.state !== "closed" && account.id !== page.viewer.account.id && <Acts page={page} account={account} />}
    </OfficeLayout>
  )
}

function Acts({ page, account }: { page: OfficePage; account: Account }) {
  const words = teamMessages[page.language]
  const action = routes.office(page.language, `/users/${account.id}`)
  const button = (act: string, label: string, kind = "btn alt") => (
    <PostButton page={page} action={action} fields={{ act }} kind={kind}>
      {label}
    </PostButton>
  )
  return (
    <section class="team-part stack">
      <p class="row">
        {account.state === "blocked" ? button("unblock", words.unblock) : button("block", words.block, "btn bad")}
        {account.administrator
          ? button("unmake-administrator", words.unmakeAdministrator, "btn bad")
          : button("make-administrator", words.makeAdministrator)}
        {account.hasSecondFactor && button("reset-factor", words.resetFactor, "btn bad")}
      </p>
      {account.hasSecondFactor && <p class="small muted">{words.resetFactorText}</p>}
    </section>
  )
}

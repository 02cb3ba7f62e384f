import { type ApiToken, createToken, revokeToken, tokensOf } from "../../../accounts/index.ts"
import { scopes } from "../../../platform/actor.ts"
import type { Db } from "../../../platform/db.ts"
import { accountMessages } from "../../../texts/index.ts"
import { ChoiceGroup, problemAt, SelectField, TextField } from "../../components/form/field.tsx"
import { Form, PostButton } from "../../components/form/form.tsx"
import { Icon } from "../../components/icon/icon.tsx"
import { ScrollRegion } from "../../components/table/scroll-region.tsx"
import { attempt } from "../../forms/attempt.ts"
import { postedId } from "../../forms/posted-id.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { OwnRoute, OwnVisit } from "../account-route.ts"
import { OwnLayout } from "../own-layout.tsx"
import { withProof } from "./prove.tsx"
import { readShown, showToken } from "./shown-once.ts"

const dayMs = 86_400_000
const lifetimes = ["30", "90", "365"] as const

export const tokensRoute: OwnRoute = {
  path: "/account/tokens",
  async get({ accounts }, visit) {
    return { kind: "page", view: await tokensView(accounts.db, visit) }
  },
  post: withProof(async ({ accounts }, visit) => {
    const { page, form, viewer, now, language } = visit
    const days = lifetimes.find((one) => one === form.get("days")) ?? "90"
    const tried = await attempt(() =>
      createToken(accounts, {
        account: viewer.account,
        by: viewer.account.id,
        needsSecondFactor: viewer.needsSecondFactor,
        name: form.get("name") ?? "",
        scopes: scopes.filter((scope) => form.getAll("scopes").includes(scope)),
        expiresAt: new Date(now.getTime() + Number(days) * dayMs),
      }),
    )
    if (tried.kind === "done")
      return { kind: "see", to: routes.account(language, "tokens"), showOnce: showToken(tried.value.token) }
    const refusal = accountRefusal(tried.refusal, page)
    return { kind: "page", status: refusal.status, view: await tokensView(accounts.db, visit, refusal) }
  }),
}

export const revokeTokenRoute: OwnRoute = {
  path: "/account/tokens/revoke",
  async post({ accounts }, { form, viewer, language }) {
    await revokeToken(accounts, { accountId: viewer.account.id, id: postedId(form) })
    return { kind: "see", to: routes.account(language, "tokens"), done: "token-revoked" }
  },
}

async function tokensView(db: Db, { page, viewer, form, now, shownOnce }: OwnVisit, refusal?: FormRefusal) {
  const tokens = (await tokensOf(db, viewer.account.id)).filter(({ revokedAt }) => !revokedAt)
  const shown = readShown(shownOnce)
  const fresh = shown?.kind === "token" ? shown.token : undefined
  return <TokensView {...{ page, tokens, form, now, fresh, refusal }} />
}

interface Model {
  readonly page: OwnVisit["page"]
  readonly tokens: readonly ApiToken[]
  readonly form: URLSearchParams
  readonly now: Date
  readonly fresh: string | undefined
  readonly refusal?: FormRefusal | undefined
}

function TokensView({ page, tokens, form, now, fresh, refusal }: Model) {
  const words = accountMessages[page.language].tokens
  return (
    <OwnLayout page={page} title={words.title} lead={words.lead} refusal={refusal}>
      {fresh && (
        <div class="note ok done" role="status">
          <Icon name="circle-check" />
          <div>
            <b>{words.created}</b>
            <p class="small">{words.createdText}</p>
            <code class="secret" lang="en">
              {fresh}
            </code>
          </div>
        </div>
      )}
      {tokens.length > 0 ? <TokenTable page={page} tokens={tokens} now={now} /> : <p class="muted">{words.none}</p>}
      <div class="own">
        <section class="blk">
          <h2>{words.create}</h2>
          <NewTokenForm page={page} form={form} refusal={refusal} />
        </section>
      </div>
    </OwnLayout>
  )
}

function TokenTable({ page, tokens, now }: Pick<Model, "page" | "tokens" | "now">) {
  const words = accountMessages[page.language].tokens
  const { format } = page
  return (
    <ScrollRegion label={words.title} kind="stacked">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.scopes}</th>
            <th scope="col">{words.until}</th>
            <th scope="col">{words.used}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr>
              <th scope="row" dir="auto">
                {token.name}
              </th>
              <td>{format.list(token.scopes.map((scope) => words.scopeNames[scope]))}</td>
              <td>{token.expiresAt <= now ? words.expired : format.date(token.expiresAt.toISOString())}</td>
              <td>{token.lastUsedAt ? format.ago(token.lastUsedAt, now) : words.never}</td>
              <td>
                <PostButton
                  page={page}
                  action={routes.account(page.language, "tokens/revoke")}
                  fields={{ id: token.id }}
                  kind="btn sm bad"
                >
                  {words.revoke}
                  <span class="sr"> {token.name}</span>
                </PostButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function NewTokenForm({ page, form, refusal }: Pick<Model, "page" | "form" | "refusal">) {
  const words = accountMessages[page.language].tokens
  return (
    <Form page={page} action={routes.account(page.language, "tokens")}>
      <TextField
        name="name"
        label={words.name}
        hint={words.nameHint}
        dir="auto"
        maxLength={100}
        value={form.get("name") ?? ""}
        problem={problemAt(refusal, "name")}
      />
      <ChoiceGroup
        many
        name="scopes"
        label={words.scopes}
        values={form.getAll("scopes")}
        choices={scopes.map((value) => ({ value, label: words.scopeNames[value] }))}
        problem={problemAt(refusal, "scopes")}
      />
      <SelectField
        name="days"
        label={words.days}
        value={form.get("days") ?? "90"}
        choices={lifetimes.map((value) => ({ value, label: words.dayChoices[value] }))}
        problem={problemAt(refusal, "expiresAt")}
      />
      <button type="submit" class="btn">
        {words.create}
      </button>
    </Form>
  )
}

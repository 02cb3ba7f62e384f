import { countUses, startRecoding } from "../../../../catalogue/index.ts"
import type { Db } from "../../../../platform/db.ts"
import type { Refusal } from "../../../../platform/refusal.ts"
import type { Language } from "../../../../texts/index.ts"
import {
  addEntry,
  type EditableEntry,
  type EditableList,
  editableEntries,
  editableLists,
  editEntry,
  fold,
  orderEntries,
  retireEntry,
  reviveEntry,
} from "../../../../vocabulary/index.ts"
import { attempt } from "../../../forms/attempt.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, Visit } from "../../office-route.ts"
import { wholeNumber } from "../../whole-number.ts"
import { changesIn } from "./entry-fields.ts"
import { nameOf } from "./entry-name.ts"
import { EntryForm, type Values } from "./entry-view.tsx"
import { ListView } from "./list-view.tsx"
import { isOrdered, OrderView, orderFrom } from "./order-view.tsx"

const pageSize = 100

export const listPage: OfficeHandler = async ({ db }, { page, params, query }) => {
  const list = listFrom(params.list)
  if (!list) return { kind: "none" }
  if (query.has("order") && isOrdered(list))
    return { kind: "page", view: <OrderView page={page} list={list} entries={await offered(db, list)} /> }
  const q = (query.get("q") ?? "").slice(0, 100)
  const from = wholeNumber(query.get("from"), 6) ?? 0
  const found = (await editableEntries(db, list)).filter((entry) => isNamed(entry, q))
  const next = found.length > from + pageSize ? from + pageSize : undefined
  return {
    kind: "page",
    view: <ListView page={page} {...{ list, q, next }} entries={found.slice(from, from + pageSize)} />,
  }
}

export const orderAct: OfficeHandler = async ({ db }, { params, form, viewer, now, language }) => {
  const list = listFrom(params.list)
  if (!list || !isOrdered(list)) return { kind: "none" }
  const codes = orderFrom(form, await offered(db, list))
  await orderEntries(db, { list, codes }, { by: viewer.actor, at: now })
  return { kind: "see", to: routes.office(language, `/lists/${list}`), done: "saved" }
}

export const newEntryPage: OfficeHandler = async (_context, { page, params }) => {
  const list = listFrom(params.list)
  return list ? { kind: "page", view: <EntryForm page={page} list={list} values={{}} /> } : { kind: "none" }
}

export const addEntryAct: OfficeHandler = async ({ db }, visit) => {
  const { page, params, form, viewer, now, language } = visit
  const list = listFrom(params.list)
  if (!list) return { kind: "none" }
  const code = form.get("code")?.trim() ?? ""
  const tried = await attempt(() =>
    addEntry(db, { list, code, fields: changesIn(list, form) }, { by: viewer.actor, at: now }),
  )
  if (tried.kind === "done") return { kind: "see", to: routes.office(language, `/lists/${list}`), done: "created" }
  const refusal = refusalOf(tried.refusal, language)
  const values = { ...changesIn(list, form), code }
  return { kind: "page", status: refusal.status, view: <EntryForm page={page} {...{ list, values, refusal }} /> }
}

export const entryPage: OfficeHandler = async ({ db }, { page, params }) => {
  const list = listFrom(params.list)
  const entry = list && (await entryOf(db, list, params.code ?? ""))
  if (!list || !entry) return { kind: "none" }
  const uses = entry.retiredAt ? await countUses(db, { list, code: entry.code }) : 0
  return { kind: "page", view: <EntryForm page={page} {...{ list, entry, uses }} values={entry as Values} /> }
}

export const entryActs: OfficeHandler = async ({ db }, visit) => {
  const { page, params, form, language } = visit
  const list = listFrom(params.list)
  const entry = list && (await entryOf(db, list, params.code ?? ""))
  if (!list || !entry) return { kind: "none" }
  const tried = await attempt(() => act(db, visit, { list, entry }))
  if (tried.kind === "done") {
    const to = routes.office(language, `/lists/${list}/${encodeURIComponent(entry.code)}`)
    return { kind: "see", to, done: form.get("act") === "recode" ? "started" : "saved" }
  }
  const refusal = refusalOf(tried.refusal, language)
  const values = form.has("act") ? (entry as Values) : { ...changesIn(list, form), code: entry.code }
  return { kind: "page", status: refusal.status, view: <EntryForm page={page} {...{ list, entry, values, refusal }} /> }
}

function act(
  db: Db,
  { form, viewer, now }: Visit,
  { list, entry: { code } }: { list: EditableList; entry: EditableEntry },
): Promise<unknown> {
  const context = { by: viewer.actor, at: now }
  switch (form.get("act")) {
    case "retire":
      return retireEntry(db, { list, code, replacedBy: form.get("replacedBy")?.trim() || undefined }, context)
    case "revive":
      return reviveEntry(db, { list, code }, context)
    case "recode":
      return startRecoding(db, { list, code }, context)
    default: {
      const version = wholeNumber(form.get("version")) ?? 0
      return editEntry(db, { list, code, version, changes: changesIn(list, form) }, context)
    }
  }
}

/** Without those that are no longer chosen: they follow at the end. */
async function offered(db: Db, list: EditableList): Promise<EditableEntry[]> {
  return (await editableEntries(db, list)).filter(({ retiredAt }) => !retiredAt)
}

function listFrom(text: string | undefined): EditableList | undefined {
  return editableLists.find((list) => list === text)
}

async function entryOf(db: Db, list: EditableList, code: string): Promise<EditableEntry | undefined> {
  return (await editableEntries(db, list)).find((entry) => entry.code === code)
}

function refusalOf(refusal: Refusal, language: Language): FormRefusal {
  return formRefusal(refusal, language, {
    fieldOf: (path) => path.replace(/^(rawValues|aliases|otherCodes)\.\d+$/, "$1"),
  })
}

function isNamed(entry: EditableEntry, q: string): boolean {
  const sought = fold(q)
  return sought === "" || [entry.code, ...Object.values(nameOf(entry))].some((text) => fold(text).includes(sought))
}

/** Announcements on every page for a while, which administrators write. */
import { z } from "zod"
import {
  type Announcement,
  addAnnouncement,
  announcementById,
  announcementLevels,
  announcementState,
  listAnnouncements,
  removeAnnouncement,
  saveAnnouncement,
} from "../../editorial/index.ts"
import type { Db } from "../../platform/db.ts"
import { readCursor, writeCursor } from "./cursor.ts"
import { merged } from "./dataset-body.ts"
import { type Endpoint, endpoint, type RestDeps, restRoot } from "./endpoint.ts"
import { officePage, officePaging } from "./office-paging.ts"
import { doing, iso, knownId, writeAsRead } from "./office-support.ts"
import { anId, assertMayEditPortal, byId, group, notFound, removal, textPatch } from "./portal-support.ts"
import { localisedText } from "./schemas.ts"
import { versionFrom } from "./write-support.ts"

const announcement = z
  .object({
    id: z.string(),
    text: localisedText,
    level: z.enum(announcementLevels),
    startsAt: z.string(),
    endsAt: z.string().nullable(),
    state: z.enum(["to-come", "shown", "over"]),
    version: z.number().describe("The ETag is made of it"),
  })
  .meta({ id: "Announcement" })

function announcementToJson(one: Announcement, now: Date): z.infer<typeof announcement> {
  const { id, text, level, startsAt, endsAt, version } = one
  const moments = { startsAt: startsAt.toISOString(), endsAt: iso(endsAt) }
  return { id, text, level, ...moments, state: announcementState(one, now), version }
}

async function knownAnnouncement(db: Db, id: string): Promise<Announcement> {
  const found = await announcementById(db, knownId(id, notFound))
  if (!found) throw notFound(id)
  return found
}

async function foundAnnouncement({ db, clock }: RestDeps, id: string) {
  const one = await knownAnnouncement(db, id)
  return { kind: "found", body: announcementToJson(one, clock.now()), etag: `"v${one.version}"` } as const
}

const announcementCursor = z.strictObject({ t: z.iso.datetime(), i: z.uuid() })

const listOfAnnouncements = endpoint({
  id: "listAnnouncements",
  signedIn: true,
  group,
  path: "/announcements",
  summary: {
    ar: "الإعلانات، الأحدث بداية أولا",
    fr: "Les annonces, par début décroissant",
    en: "The announcements, latest start first",
  },
  pathParameters: {},
  query: officePaging,
  answer: z
    .object({ items: z.array(announcement), next: z.string().nullable(), limit: z.number(), maxLimit: z.number() })
    .meta({ id: "AnnouncementList" }),
  refusals: ["invalid-cursor"],
  examples: [],
  async handle({ query: { limit, cursor }, caller }, { db, clock }) {
    assertMayEditPortal(caller)
    const from = cursor === undefined ? undefined : readCursor(cursor, announcementCursor)
    const after = from ? { after: { startsAt: new Date(from.t), id: from.i } } : {}
    const found = await listAnnouncements(db, { limit, ...after })
    const next = found.next && writeCursor({ t: found.next.startsAt.toISOString(), i: found.next.id })
    const now = clock.now()
    return officePage(
      found.announcements.map((one) => announcementToJson(one, now)),
      { limit, next },
    )
  },
})

const moment = z.iso.datetime({ offset: true }).describe("ISO 8601 with its zone")

const createAnnouncement = endpoint({
  id: "addAnnouncement",
  method: "POST",
  group,
  path: "/announcements",
  summary: { ar: "إعلان جديد", fr: "Une nouvelle annonce", en: "A new announcement" },
  pathParameters: {},
  query: {},
  body: z
    .strictObject({
      text: localisedText,
      level: z.enum(announcementLevels),
      startsAt: moment,
      endsAt: moment.nullable().optional(),
    })
    .meta({ id: "AnnouncementCreate" }),
  answer: announcement,
  status: 201,
  refusals: [],
  examples: [
    {
      title: { ar: "أشغال", fr: "Travaux", en: "Maintenance" },
      path: {},
      query: "",
      body: { text: { fr: "Travaux samedi." }, level: "info", startsAt: "2027-01-04T08:00:00+01:00" },
    },
  ],
  async handle({ body, ...input }, deps) {
    const { startsAt, endsAt, ...given } = body
    const moments = { startsAt: new Date(startsAt), ...(endsAt ? { endsAt: new Date(endsAt) } : {}) }
    const id = await addAnnouncement(deps.db, { ...given, ...moments }, doing(input, deps))
    const location = `${deps.baseUrl}${restRoot}/announcements/${id}`
    return { ...(await foundAnnouncement(deps, id)), kind: "created", location }
  },
})

const changeAnnouncement = endpoint({
  id: "changeAnnouncement",
  method: "PATCH",
  conditional: true,
  group,
  path: "/announcements/{id}",
  summary: { ar: "تغيير إعلان", fr: "Changer une annonce", en: "Change an announcement" },
  ...byId,
  body: z
    .strictObject({
      text: textPatch,
      level: z.enum(announcementLevels),
      startsAt: moment,
      endsAt: moment.nullable(),
    })
    .partial()
    .meta({ id: "AnnouncementWrite" }),
  answer: announcement,
  refusals: ["editorial-not-found", "stale"],
  examples: [
    {
      title: { ar: "بلا نهاية", fr: "Sans fin", en: "Without an end" },
      path: { id: anId },
      query: "",
      body: { endsAt: null },
    },
  ],
  async handle({ path, body, ifMatch, ...input }, deps) {
    const context = doing(input, deps)
    assertMayEditPortal(input.caller)
    await writeAsRead(
      versionFrom(ifMatch),
      () => knownAnnouncement(deps.db, path.id),
      ({ id, ...before }, version) => {
        const endsAt =
          body.endsAt === undefined ? before.endsAt : body.endsAt === null ? undefined : new Date(body.endsAt)
        return saveAnnouncement(
          deps.db,
          {
            ...{ id, version, level: body.level ?? before.level },
            text: merged(before.text, body.text ?? {}) ?? {},
            startsAt: body.startsAt === undefined ? before.startsAt : new Date(body.startsAt),
            ...(endsAt ? { endsAt } : {}),
          },
          context,
        )
      },
    )
    return foundAnnouncement(deps, path.id)
  },
})

export const portalAnnouncements: readonly Endpoint[] = [
  listOfAnnouncements,
  createAnnouncement,
  changeAnnouncement,
  removal(
    {
      id: "removeAnnouncement",
      path: "/announcements/{id}",
      summary: { ar: "حذف إعلان", fr: "Supprimer une annonce", en: "Remove an announcement" },
    },
    removeAnnouncement,
  ),
]

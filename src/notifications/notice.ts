/** What people are told of, in what matter, and how. */
import type { LocalisedText } from "../texts/index.ts"

/** What a person can ask to hear at once, once a day, or only in the portal. */
export const noticeTopics = [
  "reviews",
  "changes",
  "publications",
  "comments",
  "tables",
  "confirmations",
  "harvests",
  "summaries",
  "requests",
  "memberships",
] as const
export type NoticeTopic = (typeof noticeTopics)[number]

const deliveries = ["now", "digest", "off"] as const
const weeklyDeliveries = ["weekly", "off"] as const
export type Delivery = (typeof deliveries)[number] | (typeof weeklyDeliveries)[number]
/** How a notice waits to be mailed. */
export type Waiting = "now" | "digest"

/** Ways to be told of it that a person can choose from. */
export function deliveriesOf(topic: NoticeTopic): readonly Delivery[] {
  return topic === "summaries" ? weeklyDeliveries : deliveries
}

/** What needs a person comes at once, the rest once a day or once a week. */
export const defaultDelivery: Readonly<Record<NoticeTopic, Delivery>> = {
  reviews: "now",
  changes: "now",
  publications: "digest",
  comments: "digest",
  tables: "digest",
  confirmations: "now",
  harvests: "now",
  summaries: "weekly",
  requests: "now",
  memberships: "digest",
}

export const topicOfKind = {
  "review-asked": "reviews",
  "changes-requested": "changes",
  "publication-failed": "changes",
  published: "publications",
  scheduled: "publications",
  withdrawn: "publications",
  joined: "publications",
  "joined-away": "publications",
  commented: "comments",
  "table-reduced": "tables",
  "harvest-waits": "confirmations",
  "harvest-down": "harvests",
  "harvest-problems": "harvests",
  // Told by earlier versions, of every first failure; kept for as long as such notices are.
  "harvest-failed": "harvests",
  "membership-asked": "requests",
  "membership-accepted": "memberships",
  "membership-declined": "memberships",
  "invitation-accepted": "memberships",
} as const satisfies Record<string, NoticeTopic>
export type NoticeKind = keyof typeof topicOfKind

/** Public words that a notice's sentence needs; never a person's name. */
export interface NoticeFacts {
  /** Of the dataset, the source or the body. */
  readonly title: LocalisedText
  readonly count?: number
}

export interface Notice {
  readonly id: string
  /** Of the change that it tells of. */
  readonly position: number
  readonly kind: NoticeKind
  /** Account that did it, or `system`. */
  readonly actor: string
  readonly entity: string
  readonly entityId: string
  readonly facts: NoticeFacts
  readonly createdAt: Date
  readonly readAt?: Date
}

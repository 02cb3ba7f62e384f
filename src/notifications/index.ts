/**
 * Notices: people hear of what concerns them, in the portal and by mail. They are made from the change log alone; who is
 * concerned is answered by functions given in `app.ts`. A topic is what a person chooses about, a delivery is how.
 */
export { type ConsumeDeps, consumeChanges } from "./consume.ts"
export { startNotifier } from "./follow.ts"
export { type NoticeJobDeps, noticeJobs } from "./jobs.ts"
export { type Addressee, type LetterLinks, noticeSentence, type Summary } from "./letter.ts"
export { deliveriesOf, type Notice, noticeTopics } from "./notice.ts"
export { forgetAccount, markRead, noticesOf, unreadCount } from "./notice-store.ts"
export { preferencesOf, savePreferences } from "./preferences.ts"
export type { Directory as NoticeDirectory, Subject as NoticeSubject } from "./recipients.ts"
export type { Period, PersonalSummary } from "./summaries.ts"
export { readUnsubscribeToken, UnsubscribeLinkInvalid, unsubscribe } from "./unsubscribe.ts"

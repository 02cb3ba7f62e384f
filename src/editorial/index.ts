/**
 * What the portal says of itself: pages, announcements, what the home page puts forward, and the settings that may change
 * while it runs. Administrators write it, the change log keeps each version, and public pages follow within a second.
 */
export {
  type Announcement,
  type AnnouncementState,
  announcementLevels,
  announcementState,
} from "./announcement.ts"
export { announcementById, listAnnouncements } from "./announcement-store.ts"
export { createEditorialCache, type Editorial, type EditorialCache, editorialEntities } from "./editorial-cache.ts"
export { EditorialNotFound, mayEditPortal } from "./editorial-context.ts"
export { addFeatured, moveFeatured, noteFeatured, removeFeatured } from "./featured.ts"
export type { FeaturedItem } from "./featured-item.ts"
export { listFeatured as featured } from "./featured-store.ts"
export {
  type BuiltInPage,
  builtInPages,
  type EditorialPage,
  type FooterColumn,
  footerColumns,
  isBuiltInPage,
  type PageContent,
  pageState,
} from "./page.ts"
export { type FooterPage, listPages, pageById, publishedPage } from "./page-store.ts"
export {
  defaultSettings,
  type FooterLink,
  type HomeBlock,
  homeBlocks,
  type PortalSettings,
  type SettingName,
} from "./settings.ts"
export { portalSettings } from "./settings-store.ts"
export { type EditorialVersion, editorialHistory } from "./versions.ts"
export {
  addAnnouncement,
  announcementEntity,
  removeAnnouncement,
  restoreAnnouncement,
  saveAnnouncement,
} from "./write-announcement.ts"
export {
  addPage,
  pageEntity,
  publishPage,
  removePage,
  restorePage,
  savePage,
  unpublishPage,
} from "./write-page.ts"
export { restoreSettings, saveSettings, settingsEntity, settingsId } from "./write-settings.ts"

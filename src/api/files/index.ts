/** Files of our own, served so that none of them is ever taken for a page of the portal. */
export { type FileRoutesDeps, registerFiles } from "./register-files.ts"

export { registerDataJson } from "./register-data-json.ts"

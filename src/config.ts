import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { isCidr, isLoopback } from "./platform/addresses.ts"

/** The settings, read once. Every process of an instance receives the same. */
export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly baseUrl: string | undefined
  readonly trustedProxies: readonly string[]
  readonly databaseUrl: string | undefined
  readonly roles: readonly Role[]
  readonly fetchAllow: readonly string[]
  readonly secret: string | undefined
  readonly adminEmail: string | undefined
  readonly adminPassword: string | undefined
  readonly smtpUrl: string | undefined
  readonly mailFrom: string | undefined
  readonly oidcIssuer: string | undefined
  readonly oidcClientId: string | undefined
  readonly oidcClientSecret: string | undefined
  readonly oidcName: string
  readonly uploadLimitBytes: number
  readonly archiveMaxBytes: number
  readonly archiveTotalBytes: number
  readonly tableMaxBytes: number
  readonly logLevel: LogLevel
}

export type Role = "web" | "worker"
export type LogLevel = "debug" | "info" | "warn" | "error" | "silent"

export interface Setting<Value = unknown> {
  readonly name: string
  /** The key in `Config`. */
  readonly key: keyof Config
  readonly expects: string
  /** What holds when the variable is absent or empty, as it would be written in the environment. */
  readonly default: string | undefined
  readonly help: string
  readonly example: string
  readonly secret?: boolean
  /** Throws nothing: `undefined` says that the text is not what is expected. */
  readonly parse: (text: string) => Value | undefined
}

/** One setting has a value that cannot be used. */
export class BadSetting extends Error {
  override readonly name = "BadSetting"
}

/** The checkout: the folder that holds `src` (or its built twin `dist`). */
export const root = fileURLToPath(new URL("..", import.meta.url))

const mailAddress = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/
const logLevels: readonly LogLevel[] = ["debug", "info", "warn", "error", "silent"]
const roles: readonly Role[] = ["web", "worker"]

export const settings: readonly Setting[] = [
  {
    name: "PORT",
    key: "port",
    expects: "a whole number from 0 to 65535",
    default: "8080",
    help: "Port of the web server. 0 takes any free port, which the `Ready:` line then names.",
    example: "PORT=3000",
    parse: parsePort,
  },
  {
    name: "HOST",
    key: "host",
    expects: "a host name or IP address",
    default: "127.0.0.1",
    help: "Address that the web server listens on. Beyond this machine, `FIHRIST_BASE_URL` is obligatory.",
    example: "HOST=0.0.0.0",
    parse: (text) => (/^[a-zA-Z0-9.:_-]+$/.test(text) ? text : undefined),
  },
  {
    name: "FIHRIST_DATA",
    key: "dataDir",
    expects: "the path of a folder",
    default: "var/portal",
    help: "Folder of the instance: database, search index, files. The default lies in the checkout, `var/demo` for `demo`; a relative path counts from where the command is called.",
    example: "FIHRIST_DATA=/srv/fihrist",
    parse: (text) => (text.includes("\0") ? undefined : resolve(text)),
  },
  {
    name: "FIHRIST_BASE_URL",
    key: "baseUrl",
    expects: "an http(s) address without path, user or query",
    default: undefined,
    help: "Public address of the portal: the only source of absolute links and of cookie security. Obligatory when `HOST` is not loopback.",
    example: "FIHRIST_BASE_URL=https://data.example.tn",
    parse: parseOrigin,
  },
  {
    name: "FIHRIST_TRUSTED_PROXIES",
    key: "trustedProxies",
    expects: "IP addresses or CIDR ranges, separated by commas",
    default: "",
    help: "Reverse proxies whose `X-Forwarded-For` is believed; it decides the client address. None by default.",
    example: "FIHRIST_TRUSTED_PROXIES=127.0.0.1,10.0.0.0/8",
    parse: parseRanges,
  },
  {
    name: "DATABASE_URL",
    key: "databaseUrl",
    expects: "a postgres:// address",
    default: undefined,
    help: "An external PostgreSQL, version 15 or later, UTF-8. Without it the portal runs its own in `FIHRIST_DATA`.",
    example: "DATABASE_URL=postgres://fihrist:secret@db.example.tn/fihrist",
    secret: true,
    // A Unix socket address has an empty host, which `URL` does not parse.
    parse: (text) => (/^postgres(ql)?:\/\/\S+$/.test(text) ? text : undefined),
  },
  {
    name: "FIHRIST_ROLES",
    key: "roles",
    expects: `one or more of ${roles.join(", ")}, separated by commas`,
    default: roles.join(","),
    help: "What `start` runs on this machine: the web server, the jobs, or both. For several nodes on one database.",
    example: "FIHRIST_ROLES=worker",
    parse: (text) => parseWords(text, roles),
  },
  {
    name: "FIHRIST_FETCH_ALLOW",
    key: "fetchAllow",
    expects: "IP addresses or CIDR ranges, separated by commas",
    default: "",
    help: "Address ranges that harvests and link checks may reach besides public ones.",
    example: "FIHRIST_FETCH_ALLOW=10.20.0.0/16",
    parse: parseRanges,
  },
  {
    name: "FIHRIST_SECRET",
    key: "secret",
    expects: "32 characters or more",
    default: undefined,
    help: "Encrypts the secrets of second factors. Only for several machines on one database, which need the same; without it, the first start makes one in the file `secret` of `FIHRIST_DATA`, which belongs in the backup.",
    example: "FIHRIST_SECRET=the-output-of-openssl-rand-base64-48",
    secret: true,
    parse: (text) => (text.length >= 32 ? text : undefined),
  },
  {
    name: "FIHRIST_ADMIN_EMAIL",
    key: "adminEmail",
    expects: "an e-mail address",
    default: undefined,
    help: "Address of the first administrator, made at a start that finds none. See [how to](../how-to/first-administrator.md).",
    example: "FIHRIST_ADMIN_EMAIL=amel@example.tn",
    parse: (text) => (mailAddress.test(text) ? text : undefined),
  },
  {
    name: "FIHRIST_ADMIN_PASSWORD",
    key: "adminPassword",
    expects: "12 characters or more",
    default: undefined,
    help: "Password of the first administrator; not looked at again once there is one. Take it out of the environment after the first start.",
    example: "FIHRIST_ADMIN_PASSWORD=a-sentence-that-nobody-guesses",
    secret: true,
    parse: (text) => (text.length >= 12 ? text : undefined),
  },
  {
    name: "SMTP_URL",
    key: "smtpUrl",
    expects: "an smtp:// or smtps:// address",
    default: undefined,
    help: "The server that takes mails. Without it they are written as `.eml` files into the folder `mail` of `FIHRIST_DATA`, and the log says so.",
    example: "SMTP_URL=smtps://portal:secret@mail.example.tn",
    secret: true,
    parse: (text) => (hasProtocol(text, ["smtp:", "smtps:"]) && new URL(text).hostname !== "" ? text : undefined),
  },
  {
    name: "FIHRIST_MAIL_FROM",
    key: "mailFrom",
    expects: "an e-mail address",
    default: undefined,
    help: "The sender of mails. Without it, `noreply@` and the host of the public address.",
    example: "FIHRIST_MAIL_FROM=portal@example.tn",
    parse: (text) => (mailAddress.test(text) ? text : undefined),
  },
  {
    name: "FIHRIST_OIDC_ISSUER",
    key: "oidcIssuer",
    expects: "an https address (http on this machine)",
    default: undefined,
    help: "Issuer of an OpenID Connect provider: people may then sign in there. See [how to](../how-to/single-sign-on.md).",
    example: "FIHRIST_OIDC_ISSUER=https://id.example.tn/realms/state",
    parse: parseIssuer,
  },
  {
    name: "FIHRIST_OIDC_CLIENT_ID",
    key: "oidcClientId",
    expects: "the name under which the provider knows the portal",
    default: undefined,
    help: "Client identifier at the provider; obligatory with `FIHRIST_OIDC_ISSUER`.",
    example: "FIHRIST_OIDC_CLIENT_ID=fihrist",
    parse: (text) => text,
  },
  {
    name: "FIHRIST_OIDC_CLIENT_SECRET",
    key: "oidcClientSecret",
    expects: "the secret that the provider gave",
    default: undefined,
    help: "Client secret at the provider; without it the portal is a public client, protected by PKCE alone.",
    example: "FIHRIST_OIDC_CLIENT_SECRET=what-the-provider-gave",
    secret: true,
    parse: (text) => text,
  },
  {
    name: "FIHRIST_OIDC_NAME",
    key: "oidcName",
    expects: "a short name",
    default: "OpenID Connect",
    help: "How the button of single sign-on calls the provider.",
    example: "FIHRIST_OIDC_NAME=E-Houwiya",
    parse: (text) => (text.length <= 60 ? text : undefined),
  },
  {
    name: "FIHRIST_UPLOAD_LIMIT",
    key: "uploadLimitBytes",
    expects: "a size in MB, GB, or bytes",
    default: "2GB",
    help: "Largest file that may be uploaded. One account may have ten times as much under way. See [how to](../how-to/upload-large-files.md).",
    example: "FIHRIST_UPLOAD_LIMIT=500MB",
    parse: parseSize,
  },
  {
    name: "FIHRIST_ARCHIVE_MAX_BYTES",
    key: "archiveMaxBytes",
    expects: "a size in MB, GB, or bytes",
    default: "100MB",
    help: "Largest file of a source of which a copy is kept here, where its source is archived. See [how to](../how-to/archive-files.md).",
    example: "FIHRIST_ARCHIVE_MAX_BYTES=1GB",
    parse: parseSize,
  },
  {
    name: "FIHRIST_ARCHIVE_TOTAL_BYTES",
    key: "archiveTotalBytes",
    expects: "a size in MB, GB, or bytes",
    default: "100GB",
    help: "Room for all copies of files of sources together. Where it is full, no new copies are taken; `./fihrist doctor` says so. See [how to](../how-to/archive-files.md).",
    example: "FIHRIST_ARCHIVE_TOTAL_BYTES=500GB",
    parse: parseSize,
  },
  {
    name: "FIHRIST_TABLE_MAX_BYTES",
    key: "tableMaxBytes",
    expects: "a size in MB, GB, or bytes",
    default: "2GB",
    help: "Largest file that is read into tables; what is unpacked of it may be five times as large. A larger file stays a download.",
    example: "FIHRIST_TABLE_MAX_BYTES=500MB",
    parse: parseSize,
  },
  {
    name: "FIHRIST_LOG_LEVEL",
    key: "logLevel",
    expects: `one of ${logLevels.join(", ")}`,
    default: "info",
    help: "How much is written to the log (standard error).",
    example: "FIHRIST_LOG_LEVEL=warn",
    parse: (text) => logLevels.find((level) => level === text),
  },
]

/** Names that have a meaning to come: `start` says that they are not obeyed yet, so that nobody believes they are. */
export const reservedSettings: Readonly<Record<string, string>> = {
  DATABASE_REPLICA_URL: "read replicas",
  FIHRIST_STORAGE_URL: "object storage",
  FIHRIST_SEARCH_URL: "an external search engine",
}

/** One line for each setting that is given and has no effect yet. */
export function unheededSettings(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(reservedSettings)
    .filter(([name]) => env[name])
    .map(([name, purpose]) => `${name} has no effect yet: this version does not have ${purpose}.`)
}

export interface Override {
  readonly value: string
  /** How the message calls it: `--port`. */
  readonly saidAs: string
}

/** Reads every setting from the environment, options of the command line first; throws `BadSetting` at the first bad one. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  overrides: Readonly<Record<string, Override>> = {},
): Config {
  const values = settings.map((setting) => [setting.key, readSetting(setting, env, overrides)])
  const config = Object.fromEntries(values) as Config
  if (!isLoopback(config.host) && config.baseUrl === undefined && config.roles.includes("web")) {
    throw new BadSetting(
      `FIHRIST_BASE_URL is not set, and HOST is ${JSON.stringify(config.host)}: a portal that others can reach must know its public address, e.g. FIHRIST_BASE_URL=https://data.example.tn`,
    )
  }
  if (config.oidcIssuer !== undefined && config.oidcClientId === undefined) {
    throw new BadSetting(
      "FIHRIST_OIDC_CLIENT_ID is not set, and FIHRIST_OIDC_ISSUER is: the provider must know the portal",
    )
  }
  return config
}

/** The environment that gives another process of the instance this same configuration. */
export function environmentOf(config: Config): NodeJS.ProcessEnv {
  const own = settings.map(({ name, key }) => [name, textOf(config[key])])
  return { ...process.env, ...Object.fromEntries(own) }
}

function textOf(value: Config[keyof Config]): string {
  return value === undefined ? "" : String(value)
}

function readSetting(
  setting: Setting,
  env: Readonly<Record<string, string | undefined>>,
  overrides: Readonly<Record<string, Override>>,
): unknown {
  const override = overrides[setting.name]
  const given = override?.value ?? (env[setting.name] || undefined)
  if (given === undefined) return defaultOf(setting)
  const value = setting.parse(given)
  if (value !== undefined) return value
  const shown = setting.secret ? "not usable" : JSON.stringify(given)
  throw new BadSetting(
    `${override?.saidAs ?? setting.name} is ${shown}: expected ${setting.expects}, e.g. ${setting.example}`,
  )
}

function defaultOf(setting: Setting): unknown {
  if (setting.default === undefined) return undefined
  return setting.key === "dataDir" ? resolve(root, setting.default) : setting.parse(setting.default)
}

function parsePort(text: string): number | undefined {
  const port = Number(text)
  return /^\d{1,5}$/.test(text) && port <= 65535 ? port : undefined
}

function parseOrigin(text: string): string | undefined {
  if (!hasProtocol(text, ["http:", "https:"])) return undefined
  const url = new URL(text)
  return url.href === `${url.origin}/` ? url.origin : undefined
}

/** The issuer is compared with what the provider says, so it stays as written. */
function parseIssuer(text: string): string | undefined {
  if (!hasProtocol(text, ["http:", "https:"])) return undefined
  const { protocol, hostname, username, search, hash } = new URL(text)
  const isSafe = protocol === "https:" || isLoopback(hostname.replace(/^\[|\]$/g, ""))
  return isSafe && username + search + hash === "" ? text : undefined
}

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol)
}

/** Decimal, as disks and people count. */
function parseSize(text: string): number | undefined {
  const [, digits, unit] = /^([1-9]\d{0,14}) ?([MG]B)?$/i.exec(text.trim()) ?? []
  const bytes = Number(digits) * (unit === undefined ? 1 : unit.toUpperCase() === "GB" ? 1e9 : 1e6)
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

function parseRanges(text: string): readonly string[] | undefined {
  const ranges = parseList(text)
  return ranges.every(isCidr) ? ranges : undefined
}

function parseWords<Word extends string>(text: string, words: readonly Word[]): readonly Word[] | undefined {
  const given = parseList(text)
  const known = words.filter((word) => given.includes(word))
  return known.length > 0 && known.length === given.length ? known : undefined
}

function parseList(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
}

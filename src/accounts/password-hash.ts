import { argon2 as argon2Callback, randomBytes, timingSafeEqual } from "node:crypto"
import { promisify } from "node:util"
import { SignInBusy } from "./errors.ts"

const argon2 = promisify(argon2Callback)

interface Parameters {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes. Stored with each hash, so that they may grow. */
const present: Parameters = { memory: 19_456, passes: 2, parallelism: 1 }
const hashBytes = 32

/** Two at once keep memory and the thread pool free for the rest; beyond a queue of some seconds, people are told. */
const atOnce = 2
const longestQueue = 200
let running = 0
const waiting: (() => void)[] = []

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return encode(present, salt, await derive(password, salt, present))
}

/** Takes as long for no hash at all as for a wrong password. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  const { parameters, salt, hash } = decode(stored ?? nobodys)
  const found = await derive(password, salt, parameters)
  return timingSafeEqual(found, hash) && stored !== undefined
}

/** Whether it was made with weaker parameters than today's. */
export function isOutdated(stored: string): boolean {
  const { memory, passes } = decode(stored).parameters
  return memory < present.memory || passes < present.passes
}

async function derive(password: string, nonce: Buffer, parameters: Parameters): Promise<Buffer> {
  await enter()
  try {
    // Two keyboards may write one letter in two ways.
    const message = Buffer.from(password.normalize("NFKC"))
    return await argon2("argon2id", { message, nonce, tagLength: hashBytes, ...parameters })
  } finally {
    leave()
  }
}

async function enter(): Promise<void> {
  if (running < atOnce) {
    running += 1
    return
  }
  if (waiting.length >= longestQueue) throw new SignInBusy()
  await new Promise<void>((turn) => waiting.push(turn))
}

/** Hands the place over, so that nobody slips in between. */
function leave(): void {
  const next = waiting.shift()
  if (next) next()
  else running -= 1
}

function encode({ memory, passes, parallelism }: Parameters, salt: Buffer, hash: Buffer): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "")
}

const shape = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function decode(stored: string): { parameters: Parameters; salt: Buffer; hash: Buffer } {
  const [, memory, passes, parallelism, salt, hash] = shape.exec(stored) ?? []
  if (!salt || !hash) throw new Error("a stored password hash is not one of ours")
  const parameters = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  return { parameters, salt: Buffer.from(salt, "base64"), hash: Buffer.from(hash, "base64") }
}

const nobodys = encode(present, Buffer.alloc(16, 1), Buffer.alloc(hashBytes, 1))

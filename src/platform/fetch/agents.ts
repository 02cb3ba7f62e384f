import type { Agent } from "undici"

interface OpenAgent {
  readonly agent: Agent
  users: number
  idle?: NodeJS.Timeout | undefined
}

/** Agents by the certificates that they trust besides those known anyway; one that nobody uses for a while is closed. */
export class Agents {
  readonly #open = new Map<string, OpenAgent>()
  readonly #newAgent: (extraCa: string) => Agent
  readonly #idleMs: number

  constructor(newAgent: (extraCa: string) => Agent, idleMs = 60_000) {
    this.#newAgent = newAgent
    this.#idleMs = idleMs
  }

  async using<Answer>(extraCa: string, use: (agent: Agent) => Promise<Answer>): Promise<Answer> {
    const open = this.#open.get(extraCa) ?? { agent: this.#newAgent(extraCa), users: 0 }
    this.#open.set(extraCa, open)
    clearTimeout(open.idle)
    open.users += 1
    try {
      return await use(open.agent)
    } finally {
      open.users -= 1
      if (open.users === 0) open.idle = setTimeout(() => this.#close(extraCa), this.#idleMs).unref()
    }
  }

  get size(): number {
    return this.#open.size
  }

  /** Running requests fail. */
  async destroy(): Promise<void> {
    const open = [...this.#open.values()]
    this.#open.clear()
    for (const { idle } of open) clearTimeout(idle)
    await Promise.all(open.map(({ agent }) => agent.destroy()))
  }

  #close(extraCa: string): void {
    const open = this.#open.get(extraCa)
    this.#open.delete(extraCa)
    void open?.agent.close()
  }
}

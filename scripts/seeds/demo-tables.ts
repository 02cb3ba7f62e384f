export async function compileDemoTables(_fixtures: string): Promise<Record<string, readonly unknown[]>> {
  return {}
}

/**
 * For one small server that also runs the portal. Given at each start and not written into the cluster, so that a newer
 * version changes them. No parallel query: the catalogue's questions are small, and containers have little /dev/shm.
 */
export function serverSettings(options: {
  socketDir: string
  durable: boolean
  major: string
}): Readonly<Record<string, string>> {
  return {
    listen_addresses: "",
    unix_socket_directories: options.socketDir,
    unix_socket_permissions: "0700",
    port: "5432",
    max_connections: "150",
    shared_buffers: "64MB",
    effective_cache_size: "512MB",
    work_mem: "8MB",
    maintenance_work_mem: "64MB",
    max_parallel_workers_per_gather: "0",
    max_parallel_maintenance_workers: "0",
    ...(Number(options.major) >= 18 ? { io_method: "sync" } : {}),
    random_page_cost: "1.1",
    jit: "off",
    wal_compression: "on",
    max_wal_size: "512MB",
    checkpoint_completion_target: "0.9",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] ",
    // Statements of failed questions hold what visitors typed, and a few of them would fill the disk.
    log_min_error_statement: "panic",
    password_encryption: "scram-sha-256",
    ...(options.durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  }
}

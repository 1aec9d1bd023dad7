// Data table: the words that HAProxy knows, from `haproxy -dKall` of 2.6 and the keyword lists of 3.3 (src/*.c).
import type { SectionKind } from "./ast.ts";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const GLOBAL = words(`
  51degrees-allow-unmatched 51degrees-cache-size 51degrees-data-file 51degrees-difference 51degrees-drift
  51degrees-property-name-list 51degrees-property-separator 51degrees-use-performance-graph
  51degrees-use-predictive-graph acme.scheduler anonkey busy-polling ca-base chroot close-spread-time
  cluster-secret cpu-affinity cpu-map cpu-policy cpu-set crt-base daemon debug.counters default-path
  description deviceatlas-cache-size deviceatlas-json-file deviceatlas-log-level
  deviceatlas-properties-cookie deviceatlas-property-separator dns-accept-family
  expose-deprecated-directives expose-experimental-directives external-check fd-hard-limit
  force-cfg-parser-pause gid grace group h1-accept-payload-with-any-method h1-case-adjust
  h1-case-adjust-file h1-do-not-close-on-insecure-transfer-encoding h2-workaround-bogus-websocket-clients
  hard-stop-after harden.reject-privileged-ports.quic harden.reject-privileged-ports.tcp http-err-codes
  http-fail-codes httpclient.resolvers.disabled httpclient.resolvers.id httpclient.resolvers.prefer
  httpclient.retries httpclient.ssl.ca-file httpclient.ssl.verify httpclient.timeout.connect
  insecure-fork-wanted insecure-setuid-wanted issuers-chain-path jwt.decrypt_alg_list
  jwt.decrypt_enc_list key-base limited-quic localpeer log log-send-hostname log-tag lua-load
  lua-load-per-thread lua-prepend-path master-worker max-spread-checks max-threads-per-group
  maxcompcpuusage maxcomprate maxconn maxconnrate maxpipes maxsessrate maxsslconn maxsslrate maxzlibmem
  mworker-max-reloads nbproc nbthread no-memory-trimming node noepoll noevports nogetaddrinfo nokqueue
  noktls nopoll noreuseport nosplice numa-cpu-mapping ocsp-update.disable ocsp-update.httpproxy
  ocsp-update.maxdelay ocsp-update.mindelay ocsp-update.mode pidfile pp2-never-send-local prealloc-fd
  presetenv profiling.memory profiling.tasks quick-exit quiet resetenv server-state-base
  server-state-file set-dumpable set-var set-var-fmt setcap setenv shm-stats-file
  shm-stats-file-max-objects spread-checks ssl-default-bind-ciphers ssl-default-bind-ciphersuites
  ssl-default-bind-client-sigalgs ssl-default-bind-curves ssl-default-bind-options
  ssl-default-bind-sigalgs ssl-default-server-ciphers ssl-default-server-ciphersuites
  ssl-default-server-client-sigalgs ssl-default-server-curves ssl-default-server-options
  ssl-default-server-sigalgs ssl-dh-param-file ssl-engine ssl-load-extra-del-ext ssl-load-extra-files
  ssl-mode-async ssl-passphrase-cmd ssl-propquery ssl-provider ssl-provider-path ssl-security-level
  ssl-server-verify ssl-skip-self-issued-ca stats stats-file stress-level strict-limits thread-group
  thread-groups thread-hard-limit tune.applet.zero-copy-forwarding tune.buffers.limit
  tune.buffers.reserve tune.bufsize tune.bufsize.large tune.bufsize.small tune.chksize
  tune.cli.max-payload-size tune.comp.maxlevel tune.defaults.purge tune.disable-fast-forward
  tune.disable-zero-copy-forwarding tune.epoll.mask-events tune.events.max-events-at-once tune.fail-alloc
  tune.fd.edge-triggered tune.fd.tables tune.glitches.kill.cpu-usage tune.h1.be.glitches-threshold
  tune.h1.fe.glitches-threshold tune.h1.zero-copy-fwd-recv tune.h1.zero-copy-fwd-send
  tune.h2.be.glitches-threshold tune.h2.be.initial-window-size tune.h2.be.max-concurrent-streams
  tune.h2.be.max-frames-at-once tune.h2.be.rxbuf tune.h2.fe.glitches-threshold
  tune.h2.fe.initial-window-size tune.h2.fe.max-concurrent-streams tune.h2.fe.max-frames-at-once
  tune.h2.fe.max-rst-at-once tune.h2.fe.max-total-streams tune.h2.fe.rxbuf tune.h2.header-table-size
  tune.h2.initial-window-size tune.h2.log-errors tune.h2.max-concurrent-streams tune.h2.max-frame-size
  tune.h2.zero-copy-fwd-send tune.http.cookielen tune.http.logurilen tune.http.maxhdr
  tune.idle-pool.shared tune.idletimer tune.listener.default-shards tune.listener.multi-queue
  tune.lua.bool-sample-conversion tune.lua.burst-timeout tune.lua.forced-yield tune.lua.log.loggers
  tune.lua.log.stderr tune.lua.maxmem tune.lua.openlibs tune.lua.service-timeout tune.lua.session-timeout
  tune.lua.task-timeout tune.max-checks-per-thread tune.max-rules-at-once tune.maxaccept
  tune.maxpollevents tune.maxrewrite tune.memory.hot-size tune.notsent-lowat.client
  tune.notsent-lowat.server tune.pattern.cache-size tune.peers.max-updates-at-once tune.pipesize
  tune.pool-high-fd-ratio tune.pool-low-fd-ratio tune.pt.zero-copy-forwarding
  tune.quic.be.cc.cubic-min-losses tune.quic.be.cc.hystart tune.quic.be.cc.max-frame-loss
  tune.quic.be.cc.max-win-size tune.quic.be.cc.reorder-ratio tune.quic.be.max-idle-timeout
  tune.quic.be.sec.glitches-threshold tune.quic.be.stream.data-ratio tune.quic.be.stream.max-concurrent
  tune.quic.be.stream.rxbuf tune.quic.be.tx.pacing tune.quic.be.tx.udp-gso
  tune.quic.fe.cc.cubic-min-losses tune.quic.fe.cc.hystart tune.quic.fe.cc.max-frame-loss
  tune.quic.fe.cc.max-win-size tune.quic.fe.cc.reorder-ratio tune.quic.fe.max-idle-timeout
  tune.quic.fe.sec.glitches-threshold tune.quic.fe.sec.retry-threshold tune.quic.fe.sock-per-conn
  tune.quic.fe.stream.data-ratio tune.quic.fe.stream.max-concurrent tune.quic.fe.stream.max-total
  tune.quic.fe.stream.rxbuf tune.quic.fe.tx.pacing tune.quic.fe.tx.udp-gso tune.quic.listen
  tune.quic.mem.tx-max tune.quic.zero-copy-fwd-send tune.rcvbuf.backend tune.rcvbuf.client
  tune.rcvbuf.frontend tune.rcvbuf.server tune.recv_enough tune.renice.runtime tune.renice.startup
  tune.ring.queues tune.runqueue-depth tune.sched.low-latency tune.sndbuf.backend tune.sndbuf.client
  tune.sndbuf.frontend tune.sndbuf.server tune.ssl.cachesize tune.ssl.capture-buffer-size
  tune.ssl.capture-cipherlist-size tune.ssl.certificate-compression tune.ssl.default-dh-param
  tune.ssl.force-private-cache tune.ssl.hard-maxrecord tune.ssl.keylog tune.ssl.keyupdate-rate-limit
  tune.ssl.lifetime tune.ssl.maxrecord tune.ssl.ocsp-update.maxdelay tune.ssl.ocsp-update.mindelay
  tune.ssl.ssl-ctx-cache-size tune.stick-counters tune.streams-elasticity
  tune.takeover-other-tg-connections tune.vars.check-max-size tune.vars.global-max-size
  tune.vars.proc-max-size tune.vars.reqres-max-size tune.vars.sess-max-size tune.vars.txn-max-size
  tune.zlib.memlevel tune.zlib.windowsize uid ulimit-n unix-bind unsetenv user warn-blocked-traffic-after
  wurfl-cache-size wurfl-data-file wurfl-engine-mode wurfl-information-list
  wurfl-information-list-separator wurfl-patch-file wurfl-useragent-priority zero-warning
`);

/** Of `frontend`, `listen`, `backend` and `defaults`. */
const PROXY = words(`
  acl backlog balance be-unpublished bind bind-process capture clitcpka-cnt clitcpka-idle
  clitcpka-intvl compression cookie declare default-server default_backend description disabled
  dispatch dynamic-cookie-key email-alert enabled error-log-format errorfile errorfiles errorloc
  errorloc302 errorloc303 external-check filter filter-sequence force-be-switch force-persist fullconn
  guid hash-balance-factor hash-preserve-affinity hash-type http-after-response http-check http-error
  http-request http-response http-reuse http-send-name-header id ignore-persist
  load-server-state-from-file log log-format log-format-sd log-steps log-tag max-keep-alive-queue
  max-session-srv-conns maxconn mode monitor monitor-net monitor-uri option persist quic-initial
  rate-limit redirect retries retry-on server server-state-file-name server-template source
  srvtcpka-cnt srvtcpka-idle srvtcpka-intvl ssl-f-use stats stick stick-table tcp-check tcp-request
  tcp-response timeout transparent unique-id-format unique-id-header use-fcgi-app use-server
  use_backend usesrc
`);

/** Keywords of each section. A section that is absent has keywords that uhc does not judge. */
export const KEYWORDS: ReadonlyMap<SectionKind, readonly string[]> = new Map<SectionKind, readonly string[]>([
  ["global", GLOBAL],
  ["defaults", PROXY],
  ["frontend", PROXY],
  ["listen", PROXY],
  ["backend", PROXY],
  [
    "resolvers",
    words(
      "nameserver parse-resolv-conf hold resolve_retries resolution_pool_size timeout accepted_payload_size",
    ),
  ],
  ["userlist", words("group user")],
  ["mailers", words("mailer timeout")],
  ["http-errors", words("errorfile")],
  ["cache", words("total-max-size max-object-size max-age process-vary max-secondary-entries early-hints")],
  ["peers", words("bind default-bind default-server disabled enabled log peer peers server shards table")],
]);

/** Came after 2.6. */
export const NEWER_KEYWORDS: ReadonlySet<string> = new Set(
  words(`
    be-unpublished filter-sequence force-be-switch guid hash-preserve-affinity log-steps quic-initial
    ssl-f-use acme.scheduler anonkey cpu-affinity cpu-policy cpu-set debug.counters dns-accept-family
    expose-deprecated-directives force-cfg-parser-pause h1-do-not-close-on-insecure-transfer-encoding
    harden.reject-privileged-ports.quic harden.reject-privileged-ports.tcp http-err-codes http-fail-codes
    httpclient.resolvers.disabled httpclient.retries httpclient.timeout.connect jwt.decrypt_alg_list
    jwt.decrypt_enc_list key-base max-threads-per-group noktls ocsp-update.disable ocsp-update.httpproxy
    ocsp-update.maxdelay ocsp-update.mindelay ocsp-update.mode prealloc-fd profiling.memory setcap
    shm-stats-file shm-stats-file-max-objects ssl-default-bind-client-sigalgs ssl-default-bind-sigalgs
    ssl-default-server-client-sigalgs ssl-default-server-curves ssl-default-server-sigalgs
    ssl-passphrase-cmd ssl-security-level stress-level thread-hard-limit tune.applet.zero-copy-forwarding
    tune.bufsize.large tune.bufsize.small tune.cli.max-payload-size tune.defaults.purge
    tune.disable-fast-forward tune.disable-zero-copy-forwarding tune.epoll.mask-events
    tune.events.max-events-at-once tune.fd.tables tune.glitches.kill.cpu-usage
    tune.h1.be.glitches-threshold tune.h1.fe.glitches-threshold tune.h1.zero-copy-fwd-recv
    tune.h1.zero-copy-fwd-send tune.h2.be.glitches-threshold tune.h2.be.initial-window-size
    tune.h2.be.max-concurrent-streams tune.h2.be.max-frames-at-once tune.h2.be.rxbuf
    tune.h2.fe.glitches-threshold tune.h2.fe.initial-window-size tune.h2.fe.max-concurrent-streams
    tune.h2.fe.max-frames-at-once tune.h2.fe.max-rst-at-once tune.h2.fe.max-total-streams
    tune.h2.fe.rxbuf tune.h2.log-errors tune.h2.zero-copy-fwd-send tune.listener.default-shards
    tune.lua.bool-sample-conversion tune.lua.burst-timeout tune.lua.log.loggers tune.lua.log.stderr
    tune.lua.openlibs tune.max-checks-per-thread tune.max-rules-at-once tune.memory.hot-size
    tune.notsent-lowat.client tune.notsent-lowat.server tune.pt.zero-copy-forwarding
    tune.quic.be.cc.cubic-min-losses tune.quic.be.cc.hystart tune.quic.be.cc.max-frame-loss
    tune.quic.be.cc.max-win-size tune.quic.be.cc.reorder-ratio tune.quic.be.max-idle-timeout
    tune.quic.be.sec.glitches-threshold tune.quic.be.stream.data-ratio tune.quic.be.stream.max-concurrent
    tune.quic.be.stream.rxbuf tune.quic.be.tx.pacing tune.quic.be.tx.udp-gso
    tune.quic.fe.cc.cubic-min-losses tune.quic.fe.cc.hystart tune.quic.fe.cc.max-frame-loss
    tune.quic.fe.cc.max-win-size tune.quic.fe.cc.reorder-ratio tune.quic.fe.max-idle-timeout
    tune.quic.fe.sec.glitches-threshold tune.quic.fe.sec.retry-threshold tune.quic.fe.sock-per-conn
    tune.quic.fe.stream.data-ratio tune.quic.fe.stream.max-concurrent tune.quic.fe.stream.max-total
    tune.quic.fe.stream.rxbuf tune.quic.fe.tx.pacing tune.quic.fe.tx.udp-gso tune.quic.listen
    tune.quic.mem.tx-max tune.quic.zero-copy-fwd-send tune.rcvbuf.backend tune.rcvbuf.frontend
    tune.renice.runtime tune.renice.startup tune.ring.queues tune.sndbuf.backend tune.sndbuf.frontend
    tune.ssl.certificate-compression tune.ssl.keyupdate-rate-limit tune.ssl.ocsp-update.maxdelay
    tune.ssl.ocsp-update.mindelay tune.stick-counters tune.streams-elasticity
    tune.takeover-other-tg-connections tune.zlib.memlevel tune.zlib.windowsize warn-blocked-traffic-after
  `),
);

/** What 2.6 refuses with a word of advice of its own. */
export const REMOVED_KEYWORDS: ReadonlyMap<string, string> = new Map([
  ...words(
    "reqadd reqallow reqdel reqdeny reqiallow reqidel reqideny reqipass reqirep reqitarpit reqpass reqrep reqtarpit",
  ).map((name): [string, string] => [
    name,
    `The '${name}' directive is not supported anymore since HAProxy 2.1. Use 'http-request' rules instead.`,
  ]),
  ...words("rspadd rspdel rspdeny rspidel rspideny rspirep rsprep").map((name): [string, string] => [
    name,
    `The '${name}' directive is not supported anymore since HAProxy 2.1. Use 'http-response' rules instead.`,
  ]),
  ...[
    ["clitimeout", "timeout client"],
    ["contimeout", "timeout connect"],
    ["srvtimeout", "timeout server"],
  ].map(([name = "", use = ""]): [string, string] => [
    name,
    `the '${name}' directive is not supported anymore since HAProxy 2.1. Use '${use}'.`,
  ]),
  [
    "block",
    "The 'block' directive is not supported anymore since HAProxy 2.1. Use 'http-request deny' which uses the exact same syntax.",
  ],
  ["appsession", "'appsession' is not supported anymore since HAProxy 1.6."],
  [
    "redispatch",
    "keyword 'redispatch' directive is not supported anymore since HAProxy 2.1. Use 'option redispatch'.",
  ],
  ["grace", "the 'grace' keyword is not supported any more since HAProxy version 2.5."],
]);

export const OPTIONS: readonly string[] = words(`
  abortonclose accept-invalid-http-request accept-invalid-http-response allbackups checkcache clitcpka
  contstats disable-h2-upgrade dontlog-normal dontlognull external-check forwardfor forwarded
  h1-case-adjust-bogus-client h1-case-adjust-bogus-server http-buffer-request http-ignore-probes
  http-keep-alive http-no-delay http-pretend-keepalive http-restrict-req-hdr-names http-server-close
  http-use-proxy-header httpchk httpclose httplog httpslog idle-close-on-response independent-streams
  ldap-check log-health-checks log-separate-errors logasap mysql-check nolinger original-to persist
  pgsql-check prefer-last-server redis-check redispatch smtpchk socket-stats splice-auto splice-request
  splice-response spop-check srvtcpka ssl-hello-chk tcp-check tcp-smart-accept tcp-smart-connect tcpka
  tcplog transparent accept-unsafe-violations-in-http-request accept-unsafe-violations-in-http-response
  http-drop-request-trailers http-drop-response-trailers assume-rfc6587-ntf dont-parse-log
`);

export const REMOVED_OPTIONS: ReadonlyMap<string, string> = new Map([
  [
    "forceclose",
    "option 'forceclose' is not supported any more since HAProxy 2.0, please just remove it, or use 'option httpclose' if absolutely needed.",
  ],
  [
    "http-tunnel",
    "option 'http-tunnel' is not supported any more since HAProxy 2.1, please just remove it, it shouldn't be needed.",
  ],
  ["http_proxy", "option 'http_proxy' is not supported any more since HAProxy 2.5."],
]);

export const TIMEOUTS: readonly string[] = words(
  "client server connect check queue http-keep-alive http-request tunnel tarpit client-fin server-fin client-hs",
);

/** Actions of `http-request`; those that take an argument in parentheses are named without it. */
export const HTTP_REQUEST_ACTIONS: readonly string[] = words(`
  add-acl add-header add-headers-bin allow auth cache-use capture del-acl del-header del-headers-bin del-map
  deny disable-l7-retry do-log do-resolve early-hint normalize-uri ot-group pause redirect reject replace-header
  replace-path replace-pathq replace-uri replace-value return sc-add-gpc sc-inc-gpc sc-inc-gpc0 sc-inc-gpc1
  sc-set-gpt sc-set-gpt0 send-spoe-group set-bandwidth-limit set-bc-mark set-bc-tos set-dst set-dst-port set-fc-mark
  set-fc-tos set-header set-header-fmt set-headers-bin set-log-level set-map set-mark set-method set-nice set-path
  set-pathq set-priority-class set-priority-offset set-query set-retries set-src set-src-port set-timeout set-tos
  set-uri set-var set-var-fmt silent-drop strict-mode tarpit track-sc unset-var use-service wait-for-body
  wait-for-handshake
`);

/** Options of a server, and those that a value follows. */
export const SERVER_FLAGS: readonly string[] = words(`
  agent-check allow-0rtt backup check check-reuse-pool check-send-proxy check-sni-auto check-ssl
  check-via-socks4 disabled enabled force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13
  no-agent-check no-backup no-check no-check-reuse-pool no-check-send-proxy no-check-sni-auto
  no-check-ssl no-renegotiate no-send-proxy no-send-proxy-v2 no-send-proxy-v2-ssl
  no-send-proxy-v2-ssl-cn no-sni-auto no-ssl no-ssl-reuse no-sslv3 no-tfo no-tls-tickets no-tlsv10
  no-tlsv11 no-tlsv12 no-tlsv13 non-stick renegotiate send-proxy send-proxy-v2 send-proxy-v2-ssl
  send-proxy-v2-ssl-cn sni-auto ssl ssl-reuse stick strict-maxconn tfo tls-tickets
`);
export const SERVER_VALUES: readonly string[] = words(`
  addr agent-addr agent-inter agent-port agent-send alpn ca-file cc check-alpn check-pool-conn-name
  check-proto check-sni ciphers ciphersuites client-sigalgs cookie crl-file crt curves downinter
  error-limit fall fastinter guid hash-key healthcheck id idle-ping init-addr init-state inter ktls
  log-bufsize log-proto max-reuse maxconn maxqueue minconn namespace npn observe on-error
  on-marked-down on-marked-up pool-conn-name pool-low-conn pool-max-conn pool-purge-delay port proto
  proxy-v2-options quic-cc-algo redir resolve-net resolve-opts resolve-prefer resolvers rise shard
  sigalgs slowstart sni socks4 ssl-max-ver ssl-min-ver tcp-md5sig tcp-ut track verify verifyhost weight
  ws
`);
export const NEWER_SERVER_OPTIONS: ReadonlySet<string> = new Set(
  words(`
  cc check-pool-conn-name check-reuse-pool check-sni-auto client-sigalgs curves guid hash-key
  healthcheck idle-ping init-state ktls log-bufsize no-check-reuse-pool no-check-sni-auto
  no-renegotiate no-sni-auto pool-conn-name quic-cc-algo renegotiate shard sigalgs sni-auto
  strict-maxconn tcp-md5sig
`),
);

/** Options of a `bind` line, and those that a value follows. */
export const BIND_FLAGS: readonly string[] = words(`
  accept-proxy allow-0rtt defer-accept force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13
  generate-certificates no-alpn no-ca-names no-sslv3 no-strict-sni no-tls-tickets no-tlsv10 no-tlsv11
  no-tlsv12 no-tlsv13 prefer-client-ciphers quic-force-retry ssl strict-sni tfo tls-tickets transparent
  v4v6 v6only
`);
export const BIND_VALUES: readonly string[] = words(`
  accept-netscaler-cip alpn backlog ca-file ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file cc
  ciphers ciphersuites client-sigalgs crl-file crt crt-ignore-err crt-list curves default-crt ecdhe ech
  expose-fd gid group guid-prefix id idle-ping interface ktls label level maxconn mode mss name
  namespace nbconn nice npn process proto quic-cc-algo quic-socket severity-output shards sigalgs
  ssl-max-ver ssl-min-ver tcp-md5sig tcp-ss tcp-ut thread tls-ticket-keys uid user verify
`);

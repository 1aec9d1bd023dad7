/** Python programs for services of a scenario's own: an HTTP server whose `answer(path)` is given, and what it does first. */
export function pythonServer(
  answer: string,
  more: { readonly backlog?: number; readonly onceListening?: string } = {},
): string {
  return `import argparse, http.server, os, socketserver, sys, threading
flags = argparse.ArgumentParser()
flags.add_argument("--bind")
flags.add_argument("--port", type=int)
flags = flags.parse_args()
${answer}
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        body = answer(self.path)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_HEAD = do_GET
    def log_message(self, *_):
        pass
class Server(http.server.ThreadingHTTPServer):
    request_queue_size = ${more.backlog ?? 128}
    allow_reuse_address = True
server = Server((flags.bind, flags.port), Handler)
${more.onceListening ?? ""}
server.serve_forever()
`;
}

/** Takes memory until the kernel ends it. */
export const EAT = `def eat():
    kept = []
    while True:
        kept.append(bytearray(b"x") * 1_000_000)`;

/** Answers, and begins to take memory without end when it is asked for /grow. */
export const GROWS_WHEN_ASKED = pythonServer(`${EAT}
def answer(path):
    if path.startswith("/grow"):
        threading.Timer(0.2, eat).start()
    return b"ok"`);

/** Takes memory without end while it answers. */
export const GROWS_WHILE_ANSWERING = pythonServer(`${EAT}
def answer(path):
    eat()`);

/** Answers at once. */
export const ANSWERS = pythonServer(`def answer(path):
    return b"ok"`);

/** Needs a processor for half a second to answer, and for something of its own all the time. */
export const COUNTS_WHILE_ANSWERING = pythonServer(`import time
def work():
    while True:
        sum(range(10_000))
def answer(path):
    until = time.thread_time() + 0.5
    while time.thread_time() < until:
        sum(range(10_000))
    return b"ok"
threading.Thread(target=work, daemon=True).start()`);

/** Takes its time to answer, and no processor. */
export const SLEEPS_WHILE_ANSWERING = pythonServer(`import time
def answer(path):
    time.sleep(2)
    return b"ok"`);

/** Has as many files open as it may once it listens: connections wait in the kernel. */
export const KEEPS_FILES_OPEN = pythonServer(
  `import time
kept = []
def keep():
    while True:
        try:
            kept.append(open("/dev/null"))
        except OSError:
            time.sleep(0.05)
def answer(path):
    return b"ok"`,
  { onceListening: "threading.Thread(target=keep, daemon=True).start()" },
);

/** Works with as many threads as it is given, and wants one more for each connection. */
export const WANTS_MORE_THREADS = pythonServer(
  `import time
def answer(path):
    return b"ok"
def want():
    while True:
        try:
            threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
        except RuntimeError:
            time.sleep(0.1)`,
  { onceListening: "threading.Thread(target=want, daemon=True).start()" },
);

/** Crashes while it answers, as a native extension may. */
export const CRASHES = pythonServer(`import ctypes
def answer(path):
    ctypes.string_at(8)`);

/** Ends by itself while it answers. */
export const EXITS = pythonServer(`def answer(path):
    os._exit(1)`);

/**
 * Makes a process for each connection, and resets those that ask for a page; another client of its own comes ten times a
 * second and is served for a while, so that young processes are always there.
 */
export const FORKS_AND_RESETS = `import argparse, os, signal, socket, struct, threading, time
flags = argparse.ArgumentParser()
flags.add_argument("--bind")
flags.add_argument("--port", type=int)
flags = flags.parse_args()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
listener = socket.create_server((flags.bind, flags.port), backlog=128)
def come():
    held = []
    while True:
        one = socket.create_connection((flags.bind, flags.port))
        one.sendall(b"STAY\\n")
        held = held[-20:] + [one]
        time.sleep(0.1)
threading.Thread(target=come, daemon=True).start()
while True:
    connection, _ = listener.accept()
    if os.fork() == 0:
        if connection.recv(4096).startswith(b"GET"):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
            os._exit(0)
        time.sleep(2)
        os._exit(0)
    connection.close()
`;

/** Serves on a unix socket in a folder that it alone sees, as systemd's PrivateTmp does it to a unit. */
export const SOCKET_IN_A_TMP_OF_ITS_OWN = `import argparse, ctypes, http.server, os, socketserver
flags = argparse.ArgumentParser()
flags.add_argument("--socket")
path = flags.parse_args().socket
libc = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNS, MS_REC, MS_PRIVATE = 0x20000, 0x4000, 0x40000
assert libc.unshare(CLONE_NEWNS) == 0
assert libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None) == 0
assert libc.mount(b"tmpfs", os.path.dirname(path).encode(), b"tmpfs", 0, None) == 0
server = socketserver.UnixStreamServer(path, socketserver.StreamRequestHandler)
print("ready", flush=True)
server.serve_forever()
`;

/*
 * Preloaded into `nginx -t`, so that it judges a config and not the machine: what is missing here and read there is
 * empty, certificates are a stub, every name resolves, every account exists, and every address can be bound.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

static int fallback(const char *path, int flags) {
  (void)path;
  return REAL(open64)("/dev/null", flags & ~(O_CREAT | O_TRUNC | O_EXCL), 0);
}

int open64(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = (flags & O_CREAT) ? va_arg(list, mode_t) : 0;
  va_end(list);
  int fd = REAL(open64)(path, flags, mode);
  return fd < 0 && errno == ENOENT ? fallback(path, flags) : fd;
}

int open(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = (flags & O_CREAT) ? va_arg(list, mode_t) : 0;
  va_end(list);
  return open64(path, flags, mode);
}

FILE *fopen64(const char *path, const char *mode) {
  FILE *file = REAL(fopen64)(path, mode);
  const char *stub = getenv("UHC_STUB_PEM");
  return file != NULL || stub == NULL || errno != ENOENT ? file : REAL(fopen64)(stub, mode);
}

FILE *fopen(const char *path, const char *mode) { return fopen64(path, mode); }

int mkdir(const char *path, mode_t mode) {
  (void)path;
  (void)mode;
  errno = EEXIST;
  return -1;
}

struct passwd *getpwnam(const char *name) {
  struct passwd *found = REAL(getpwnam)(name);
  return found != NULL ? found : REAL(getpwnam)("root");
}

struct group *getgrnam(const char *name) {
  struct group *found = REAL(getgrnam)(name);
  return found != NULL ? found : REAL(getgrnam)("root");
}

int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
  int status = REAL(getaddrinfo)(host, service, hints, found);
  return status == 0 ? 0 : REAL(getaddrinfo)("127.0.0.1", service, hints, found);
}

int bind(int fd, const struct sockaddr *address, socklen_t length) {
  (void)fd;
  (void)address;
  (void)length;
  return 0;
}

int listen(int fd, int backlog) {
  (void)fd;
  (void)backlog;
  return 0;
}

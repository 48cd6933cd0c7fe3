/* Writes that fail: loaded before libc (LD_PRELOAD), armed by `faults_arm` in the process that is to suffer them.

   Counted is each call that changes the disk below a folder, of the kinds asked for; the k-th fails, or all from it on, or every
   k-th. A write that fails for want of space first writes half of what it was given, as a disk that fills up does. What is
   changed through a mapping of memory is not seen: SQLite does so only with the -shm file, which holds nothing of its own. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITES = 1, SYNCS = 2, NAMES = 4, SIZES = 8, MAKES = 16 };
enum { ONCE = 0, FROM = 1, EVERY = 2 };

static char folder[PATH_MAX];
static int kinds, mode, number, armed;
static long k, seen, half;

void faults_arm(const char *below, int which, int how, long at, int error) {
  snprintf(folder, sizeof folder, "%s", below);
  kinds = which, mode = how, k = at, number = error, seen = 0, half = 0, armed = 1;
}

long faults_seen(void) { return seen; }

static int below(const char *path) { return strncmp(path, folder, strlen(folder)) == 0; }

static int below_fd(int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return below(path);
}

static int fails(int kind) {
  if (!(kinds & kind)) return 0;
  seen++;
  int now = k > 0 && (mode == ONCE ? seen == k : mode == FROM ? seen >= k : seen % k == 0);
  if (now) errno = number;
  return now;
}

static int fd_fails(int kind, int fd) { return armed && below_fd(fd) && fails(kind); }

static int path_fails(int kind, int at, const char *path) {
  if (!armed) return 0;
  if (path[0] == '/') return below(path) && fails(kind);
  char here[PATH_MAX];
  if (at == AT_FDCWD) return getcwd(here, sizeof here) && below(here) && fails(kind);
  return fd_fails(kind, at);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
/* The first of the writes that fail writes half, so that something of it is there; the next write of the rest fails. */
#define HALF(size) (number == ENOSPC && mode == FROM && !half++ && (size) > 1)

ssize_t write(int fd, const void *bytes, size_t size) {
  REAL(write);
  if (fd_fails(WRITES, fd)) { if (HALF(size)) return real(fd, bytes, size / 2); return -1; }
  return real(fd, bytes, size);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
  REAL(pwrite64);
  if (fd_fails(WRITES, fd)) { if (HALF(size)) return real(fd, bytes, size / 2, at); return -1; }
  return real(fd, bytes, size, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { return pwrite64(fd, bytes, size, at); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  return fd_fails(WRITES, fd) ? -1 : real(fd, parts, count);
}

int fsync(int fd) {
  REAL(fsync);
  return fd_fails(SYNCS, fd) ? -1 : real(fd);
}

int fdatasync(int fd) {
  REAL(fdatasync);
  return fd_fails(SYNCS, fd) ? -1 : real(fd);
}

int ftruncate64(int fd, off64_t size) {
  REAL(ftruncate64);
  return fd_fails(SIZES, fd) ? -1 : real(fd, size);
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int rename(const char *from, const char *to) {
  REAL(rename);
  return path_fails(NAMES, AT_FDCWD, to) ? -1 : real(from, to);
}

int renameat(int a, const char *from, int b, const char *to) {
  REAL(renameat);
  return path_fails(NAMES, b, to) ? -1 : real(a, from, b, to);
}

int unlink(const char *path) {
  REAL(unlink);
  return path_fails(NAMES, AT_FDCWD, path) ? -1 : real(path);
}

int mkdir(const char *path, mode_t bits) {
  REAL(mkdir);
  return path_fails(MAKES, AT_FDCWD, path) ? -1 : real(path, bits);
}

static int opens(int at, const char *path, int flags) { return (flags & O_CREAT) && path_fails(MAKES, at, path); }

int open64(const char *path, int flags, ...) {
  REAL(open64);
  va_list more;
  va_start(more, flags);
  mode_t bits = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return opens(AT_FDCWD, path, flags) ? -1 : real(path, flags, bits);
}

int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t bits = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open64(path, flags, bits);
}

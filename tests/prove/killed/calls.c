/* Counts every system call of this process that changes a file, and ends the process at one of them: preloaded by `calls.py`.
   how 0: before the call. 1: after half of what is to be written. 2: after the call. Threads share the count. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long passed;
static long wanted = -1;
static int mode, armed, left[3] = {-1, -1, -1};

void sayso_arm(long at, int how, int a, int b, int c) {
    left[0] = a; left[1] = b; left[2] = c;
    wanted = at; mode = how; passed = 0; armed = 1;
}
long sayso_counted(void) { return passed; }

static void end(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

static int counts(int fd) {
    struct stat at;
    if (!armed || fd == left[0] || fd == left[1] || fd == left[2]) return 0;
    return !fstat(fd, &at) && (S_ISREG(at.st_mode) || S_ISDIR(at.st_mode));
}
static int due(void) { return atomic_fetch_add(&passed, 1) + 1 == wanted; }

#define NEXT(name) static __typeof__(name) *next; if (!next) next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define WRITING(name, declared, half, whole) \
    ssize_t name declared { NEXT(name); \
        int here = counts(fd) && due(); \
        if (here && mode == 0) end(); \
        if (here && mode == 1) { (void)!next half; end(); } \
        ssize_t done = next whole; \
        if (here) end(); \
        return done; }

WRITING(write, (int fd, const void *from, size_t size), (fd, from, size / 2), (fd, from, size))
WRITING(pwrite, (int fd, const void *from, size_t size, off_t at), (fd, from, size / 2, at), (fd, from, size, at))
WRITING(pwrite64, (int fd, const void *from, size_t size, off64_t at), (fd, from, size / 2, at), (fd, from, size, at))

#define ONE(name, declared, given, counted) \
    int name declared { NEXT(name); \
        int here = (counted) && due(); \
        if (here && mode != 2) end(); \
        int done = next given; \
        if (here) end(); \
        return done; }

ONE(fsync, (int fd), (fd), counts(fd))
ONE(fdatasync, (int fd), (fd), counts(fd))
ONE(ftruncate, (int fd, off_t size), (fd, size), counts(fd))
ONE(ftruncate64, (int fd, off64_t size), (fd, size), counts(fd))
ONE(unlink, (const char *path), (path), armed)
ONE(rename, (const char *from, const char *to), (from, to), armed)
ONE(mkdir, (const char *path, mode_t mode_of), (path, mode_of), armed)

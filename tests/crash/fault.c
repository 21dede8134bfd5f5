/* Put before the C library (LD_PRELOAD), this kills the program at its n-th change to the disk, or lets that change and all
 * later ones fail, so that a test can see what is left. Standard output and error are left alone.
 *
 *   FAULT_AT=n        the change at which it happens, from 1; 0 only counts
 *   FAULT_KIND=kill | ENOSPC | EIO | once
 *                     `once` is one EIO, after which the disk works again
 *   FAULT_ROOM=bytes  so much may files grow together before the disk is full; what is taken away makes room again
 *   FAULT_COUNT=file  where the number of changes is written when the program ends
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long changes;
static long grown;

/* Whether files may not grow by so much more. */
static int full(long by) {
    const char *room = getenv("FAULT_ROOM");
    if (!room || by == 0) return 0;
    long all = __atomic_add_fetch(&grown, by, __ATOMIC_SEQ_CST);
    if (by < 0 || all <= atol(room)) return 0;
    __atomic_sub_fetch(&grown, by, __ATOMIC_SEQ_CST);
    errno = ENOSPC;
    return 1;
}

/* By how much a file grows when n bytes are written at a place. */
static long growth(int fd, size_t n, off_t at) {
    struct stat about;
    if (!getenv("FAULT_ROOM") || fstat(fd, &about) || !S_ISREG(about.st_mode)) return 0;
    off_t end = at + (off_t)n;
    return end > about.st_size ? end - about.st_size : 0;
}

/* Whether the change must not happen; does not return where it kills. */
static int stopped(void) {
    const char *at = getenv("FAULT_AT"), *kind = getenv("FAULT_KIND");
    long mine = __atomic_add_fetch(&changes, 1, __ATOMIC_SEQ_CST);
    long when = at ? atol(at) : 0;
    if (!when || mine < when || !kind) return 0;
    if (!strcmp(kind, "kill")) {
        if (mine == when) kill(getpid(), SIGKILL);
        return 0;
    }
    if (!strcmp(kind, "once")) {
        errno = EIO;
        return mine == when;
    }
    errno = strcmp(kind, "EIO") ? ENOSPC : EIO;
    return 1;
}

#define NEXT(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

/* A pipe to another program is no disk. */
static int piped(int fd) {
    struct stat about;
    return fstat(fd, &about) == 0 && S_ISFIFO(about.st_mode);
}

ssize_t write(int fd, const void *from, size_t n) {
    if (fd > 2 && !piped(fd) && (stopped() || full(growth(fd, n, lseek(fd, 0, SEEK_CUR))))) return -1;
    return NEXT(write)(fd, from, n);
}
ssize_t pwrite(int fd, const void *from, size_t n, off_t at) {
    return stopped() || full(growth(fd, n, at)) ? -1 : NEXT(pwrite)(fd, from, n, at);
}
ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at) {
    return stopped() || full(growth(fd, n, at)) ? -1 : NEXT(pwrite64)(fd, from, n, at);
}
ssize_t writev(int fd, const struct iovec *from, int n) {
    if (fd > 2 && !piped(fd) && stopped()) return -1;
    return NEXT(writev)(fd, from, n);
}
int fsync(int fd) { return stopped() ? -1 : NEXT(fsync)(fd); }
int fdatasync(int fd) { return stopped() ? -1 : NEXT(fdatasync)(fd); }
int ftruncate(int fd, off_t n) {
    struct stat about;
    if (stopped()) return -1;
    if (!fstat(fd, &about) && n < about.st_size) full(n - about.st_size);
    return NEXT(ftruncate)(fd, n);
}
int ftruncate64(int fd, off64_t n) {
    struct stat about;
    if (stopped()) return -1;
    if (!fstat(fd, &about) && n < about.st_size) full(n - about.st_size);
    return NEXT(ftruncate64)(fd, n);
}
int rename(const char *from, const char *to) { return stopped() ? -1 : NEXT(rename)(from, to); }
int unlink(const char *path) {
    struct stat about;
    if (stopped()) return -1;
    if (getenv("FAULT_ROOM") && !lstat(path, &about) && S_ISREG(about.st_mode)) full(-about.st_size);
    return NEXT(unlink)(path);
}
int link(const char *from, const char *to) { return stopped() ? -1 : NEXT(link)(from, to); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    return stopped() ? -1 : NEXT(renameat2)(a, from, b, to, flags);
}

__attribute__((destructor)) static void tell(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld\n", changes);
    fclose(file);
}

/* Put before the C library (LD_PRELOAD), this kills the program at its n-th change to the disk, or lets that change and all
 * later ones fail, so that a test can see what is left. Standard output and error are left alone.
 *
 *   FAULT_AT=n        the change at which it happens, from 1; 0 only counts
 *   FAULT_KIND=kill | ENOSPC | EIO
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
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long changes;

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
    errno = strcmp(kind, "EIO") ? ENOSPC : EIO;
    return 1;
}

#define NEXT(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *from, size_t n) {
    if (fd > 2 && stopped()) return -1;
    return NEXT(write)(fd, from, n);
}
ssize_t pwrite(int fd, const void *from, size_t n, off_t at) {
    return stopped() ? -1 : NEXT(pwrite)(fd, from, n, at);
}
ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at) {
    return stopped() ? -1 : NEXT(pwrite64)(fd, from, n, at);
}
ssize_t writev(int fd, const struct iovec *from, int n) {
    if (fd > 2 && stopped()) return -1;
    return NEXT(writev)(fd, from, n);
}
int fsync(int fd) { return stopped() ? -1 : NEXT(fsync)(fd); }
int fdatasync(int fd) { return stopped() ? -1 : NEXT(fdatasync)(fd); }
int ftruncate(int fd, off_t n) { return stopped() ? -1 : NEXT(ftruncate)(fd, n); }
int ftruncate64(int fd, off64_t n) { return stopped() ? -1 : NEXT(ftruncate64)(fd, n); }
int rename(const char *from, const char *to) { return stopped() ? -1 : NEXT(rename)(from, to); }
int unlink(const char *path) { return stopped() ? -1 : NEXT(unlink)(path); }

__attribute__((destructor)) static void tell(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld\n", changes);
    fclose(file);
}

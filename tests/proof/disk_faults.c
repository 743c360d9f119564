/* A disk that fails, loaded in front of the C library (LD_PRELOAD), for the files under one folder.
 *
 * One call of one kind fails once: a write with EIO or ENOSPC, or half of it is written and then ENOSPC; a sync or a
 * rename with EIO. Where a sync fails, what was written since the last good one can still be read, as on Linux, whose
 * pages count as clean afterwards; but no later sync keeps it, unless it is written again. disk_cut() is a power cut:
 * what no good sync has reached is lost, renames included.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { NONE, WRITE_EIO, WRITE_ENOSPC, WRITE_SHORT, SYNC_EIO, RENAME_EIO, CUT_AT_WRITE, CUT_AT_SYNC, CUT_AT_RENAME };
enum { WRITES, SYNCS, RENAMES, CALLS };

struct old {            /* what stood in a file before it was written to */
    dev_t dev; ino_t ino; int fd; int lost; off_t place, end; size_t count; off_t size; char *bytes; struct old *next;
};
struct moved { char *from, *to; struct moved *next; };
struct open_file { dev_t dev; ino_t ino; int fd; struct open_file *next; };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[4096];
static enum kind kind;
static long at, calls[CALLS];
static struct old *olds;
static struct moved *moves;
static struct open_file *files;

#define REAL(name, type) static type real; if (!real) real = (type)dlsym(RTLD_NEXT, name)
typedef ssize_t (*write_t)(int, const void *, size_t);
typedef ssize_t (*pwrite_t)(int, const void *, size_t, off_t);
typedef int (*sync_t)(int);
typedef int (*cut_t)(int, off_t);
typedef int (*rename_t)(const char *, const char *);

static ssize_t real_pwrite(int fd, const void *data, size_t count, off_t place) {
    REAL("pwrite64", pwrite_t); return real(fd, data, count, place);
}
static int real_cut(int fd, off_t size) { REAL("ftruncate64", cut_t); return real(fd, size); }
static int real_rename(const char *from, const char *to) { REAL("rename", rename_t); return real(from, to); }

static int under(const char *path) {
    size_t length = strlen(root), all = strlen(path);
    return length && !strncmp(path, root, length) && (all < 4 || strcmp(path + all - 4, "-shm"));
}
static int watched(int fd) {
    char name[64], path[4096];
    if (!*root) return 0;
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return under(path);
}
/* A handle of our own on the file, never closed: closing it would let go of the locks that SQLite holds. */
static int handle(int fd, struct stat *is) {
    char name[64];
    for (struct open_file *one = files; one; one = one->next)
        if (one->dev == is->st_dev && one->ino == is->st_ino) return one->fd;
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    struct open_file *one = malloc(sizeof *one);
    *one = (struct open_file){is->st_dev, is->st_ino, open(name, O_RDWR | O_CLOEXEC), files};
    files = one;
    return one->fd;
}
/* What is written again is dirty again: the next good sync keeps these pages. */
static void written_again(struct stat *is, off_t from, off_t to) {
    from &= ~4095L; to = (to + 4095) & ~4095L;
    for (struct old *one = olds; one; one = one->next) {
        if (!one->lost || one->dev != is->st_dev || one->ino != is->st_ino) continue;
        if (to <= one->place || one->end <= from) continue;
        if (one->place < from) { one->end = from; continue; }
        off_t begins = to < one->end ? to : one->end, gone = begins - one->place;
        size_t dropped = (size_t)gone < one->count ? (size_t)gone : one->count;
        memmove(one->bytes, one->bytes + dropped, one->count - dropped);
        one->count -= dropped; one->place = begins;
    }
}
static void remember(int fd, off_t place, size_t count) {
    struct stat is;
    if (fstat(fd, &is) || !S_ISREG(is.st_mode)) return;
    written_again(&is, place, place + (off_t)count);
    struct old *one = calloc(1, sizeof *one);
    *one = (struct old){is.st_dev, is.st_ino, handle(fd, &is), 0, place, place + (off_t)count, 0, is.st_size,
                        malloc(count ? count : 1), olds};
    if (place < is.st_size && one->fd >= 0) {
        ssize_t read = pread(one->fd, one->bytes, count, place);
        one->count = read > 0 ? (size_t)read : 0;
    }
    olds = one;
}
static void lose_all(void) {
    for (struct old *one = olds; one; one = one->next) {
        off_t kept = one->end - one->place < (off_t)one->count ? one->end - one->place : (off_t)one->count;
        if (kept > 0) real_pwrite(one->fd, one->bytes, kept, one->place);
        if (!one->lost) real_cut(one->fd, one->size);
        for (off_t hole = one->place + kept; one->lost && hole < one->end; hole++) real_pwrite(one->fd, "", 1, hole);
    }
    olds = NULL;
}
static void mark_lost(struct stat *is) {
    for (struct old *one = olds; one; one = one->next)
        if (one->dev == is->st_dev && one->ino == is->st_ino) one->lost = 1;
}
static void kept(struct stat *is) {
    struct old **link = &olds;
    while (*link) {
        struct old *one = *link;
        if (one->lost || one->dev != is->st_dev || one->ino != is->st_ino) { link = &one->next; continue; }
        *link = one->next;
        free(one->bytes); free(one);
    }
}
static void names_kept(int fd) {
    char name[64], path[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length <= 0) return;
    path[length] = 0;
    struct moved **link = &moves;
    while (*link) {
        struct moved *one = *link;
        char *slash = strrchr(one->to, '/');
        if ((size_t)(slash - one->to) == (size_t)length && !strncmp(one->to, path, length)) {
            *link = one->next; free(one->from); free(one->to); free(one);
        } else link = &one->next;
    }
}

void disk_cut(void) {
    pthread_mutex_lock(&lock);
    lose_all();
    for (struct moved *one = moves; one; one = one->next) real_rename(one->to, one->from);
    moves = NULL;
    pthread_mutex_unlock(&lock);
}
void disk_watch(const char *folder, int which, long number) {
    snprintf(root, sizeof root, "%s", folder);
    kind = which; at = number;
    memset(calls, 0, sizeof calls);
}
long disk_calls(int which) { return calls[which]; }

static int hit(int which, enum kind first, enum kind last, enum kind cut) {
    int now = ++calls[which] == at;
    if (now && kind == cut) { pthread_mutex_unlock(&lock); disk_cut(); _exit(77); }
    return now && kind >= first && kind <= last;
}
static ssize_t written(int fd, const void *data, size_t count, off_t place, int moves_on) {
    pthread_mutex_lock(&lock);
    int fails = hit(WRITES, WRITE_EIO, WRITE_SHORT, CUT_AT_WRITE);
    if (fails && kind == WRITE_SHORT) count = count / 2;
    ssize_t done = -1;
    if (!fails || (kind == WRITE_SHORT && count)) {
        remember(fd, place, count);
        done = real_pwrite(fd, data, count, place);
        if (done > 0 && moves_on) lseek(fd, place + done, SEEK_SET);
    } else errno = kind == WRITE_EIO ? EIO : ENOSPC;
    pthread_mutex_unlock(&lock);
    return done;
}
ssize_t write(int fd, const void *data, size_t count) {
    if (watched(fd)) return written(fd, data, count, lseek(fd, 0, SEEK_CUR), 1);
    REAL("write", write_t); return real(fd, data, count);
}
ssize_t pwrite64(int fd, const void *data, size_t count, off_t place) {
    if (watched(fd)) return written(fd, data, count, place, 0);
    return real_pwrite(fd, data, count, place);
}
ssize_t pwrite(int fd, const void *data, size_t count, off_t place) { return pwrite64(fd, data, count, place); }

int ftruncate64(int fd, off_t size) {
    struct stat is;
    if (watched(fd) && !fstat(fd, &is)) {
        pthread_mutex_lock(&lock);
        written_again(&is, size, is.st_size);
        remember(fd, size, is.st_size > size ? (size_t)(is.st_size - size) : 0);
        pthread_mutex_unlock(&lock);
    }
    return real_cut(fd, size);
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int synced(int fd, sync_t real) {
    struct stat is;
    if (!watched(fd) || fstat(fd, &is)) return real(fd);
    pthread_mutex_lock(&lock);
    int fails = hit(SYNCS, SYNC_EIO, SYNC_EIO, CUT_AT_SYNC), done = -1;
    if (fails) {
        if (S_ISREG(is.st_mode)) mark_lost(&is);
        errno = EIO;
    } else {
        if (S_ISREG(is.st_mode)) kept(&is); else names_kept(fd);
        done = 0;
    }
    pthread_mutex_unlock(&lock);
    return done;
}
int fsync(int fd) { REAL("fsync", sync_t); return synced(fd, real); }
int fdatasync(int fd) { REAL("fdatasync", sync_t); return synced(fd, real); }

int rename(const char *from, const char *to) {
    if (!under(to)) return real_rename(from, to);
    pthread_mutex_lock(&lock);
    int fails = hit(RENAMES, RENAME_EIO, RENAME_EIO, CUT_AT_RENAME), done = -1;
    if (fails) errno = EIO;
    else {
        int there = access(to, F_OK) == 0;
        done = real_rename(from, to);
        if (!done && !there) {
            struct moved *one = malloc(sizeof *one);
            *one = (struct moved){strdup(from), strdup(to), moves};
            moves = one;
        }
    }
    pthread_mutex_unlock(&lock);
    return done;
}

/* Stands between a program and the C library: kills it, stops it, or makes a call fail, at the n-th call that
 * changes the disk; tells which files it opens; notes every change with its data. Loaded by LD_PRELOAD, armed
 * by the program itself (see host.py, rescue/children.py, power/recording.py). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { KILL = 0, STOP = -1 };

static atomic_long calls;
static long target; /* 0: off */
static int fault;   /* KILL, STOP, else an errno */
static int stay;
static int reads_too;
static int lines_too;  /* what goes over a line to a server counts like a write */
static int steady;     /* SQLite draws the same numbers each time */
static int watch = -1; /* where the names of opened files go */
static int notes = -1; /* where the changes go */
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

void fault_arm(long at, int what, int staying, int reading) {
  target = at;
  fault = what;
  stay = staying;
  reads_too = reading;
  atomic_store(&calls, 0);
}

long fault_calls(void) { return atomic_load(&calls); }
void fault_lines(int on) { lines_too = on; }
void fault_steady(int on) { steady = on; }
void fault_watch(int fd) { watch = fd; }
void fault_record(int fd) { notes = fd; }

/* Whether this call is to fail. With an errno that stays, every later call is too. Stopping (`at` 1, staying)
 * stands still before each call, so that somebody else can look at the disk. */
static int hit(void) {
  long n = atomic_fetch_add(&calls, 1) + 1;
  if (target == 0 || n < target || (n > target && !stay)) return 0;
  if (fault == KILL) kill(getpid(), SIGKILL);
  if (fault == STOP) { kill(getpid(), SIGSTOP); return 0; }
  errno = fault;
  return 1;
}

/* Removing, changing modes, opening what is there: a full disk lets it through, a kill or a broken disk does not.
 * It counts all the same, so that the n-th call is the same one whatever the fault is. */
static int hit_without_room(void) {
  if (fault != ENOSPC) return hit();
  atomic_fetch_add(&calls, 1);
  return 0;
}

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* --- The record: one entry a change, {op, size a, size b}, {number, offset}, a, b (see recording.py). */

struct head { uint32_t op, first, second; uint64_t number, offset; } __attribute__((packed));

static void note(int op, uint64_t number, uint64_t offset, const void *a, size_t na, const void *b, size_t nb) {
  int kept = errno;
  struct head head = {op, na, nb, number, offset};
  struct iovec parts[] = {{&head, sizeof head}, {(void *)a, na}, {(void *)b, nb}};
  syscall(SYS_writev, notes, parts, 3);
  errno = kept;
}

static uint64_t number_of(int fd) {
  struct stat found;
  return fstat(fd, &found) ? 0 : found.st_ino;
}

static uint64_t number_at(const char *path) {
  struct stat found;
  return lstat(path, &found) ? 0 : found.st_ino;
}

static const char *whole(int folder, const char *path, char *room) {
  char link[64];
  ssize_t n = 0;
  if (path[0] == '/') return path;
  if (folder == AT_FDCWD) {
    if (!getcwd(room, PATH_MAX)) return path;
    n = strlen(room);
  } else {
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    if ((n = readlink(link, room, PATH_MAX - 1)) < 0) return path;
  }
  snprintf(room + n, PATH_MAX - n, "/%s", path);
  return room;
}

static void note_path(int op, int folder, const char *path, uint64_t number) {
  char room[PATH_MAX];
  const char *name = whole(folder, path, room);
  note(op, number ? number : number_at(name), 0, name, strlen(name), 0, 0);
}

static void note_paths(int op, int c, const char *a, int d, const char *b) {
  char one_[PATH_MAX], other[PATH_MAX];
  const char *from = whole(c, a, one_), *to = whole(d, b, other);
  note(op, number_at(to), 0, from, strlen(from), to, strlen(to));
}

static void note_copied(int fd, off_t at, ssize_t size) {
  char piece[65536];
  char link[64];
  static int (*opening)(const char *, int, ...);
  if (!opening) opening = dlsym(RTLD_NEXT, "open");
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int again = opening(link, O_RDONLY | O_CLOEXEC);
  while (size > 0) {
    ssize_t n = syscall(SYS_pread64, again, piece, size < 65536 ? size : 65536, at);
    if (n <= 0) break;
    note('w', number_of(fd), at, piece, n, 0, 0);
    at += n;
    size -= n;
  }
  close(again);
}

void fault_mark(const char *text) { if (notes >= 0) note('m', 0, 0, text, strlen(text), 0, 0); }

#define BEGIN_NOTE int noting = notes >= 0; if (noting) pthread_mutex_lock(&one)
#define END_NOTE(what) do { if (noting) { if (found >= 0) { what; } pthread_mutex_unlock(&one); } return found; } while (0)

ssize_t write(int fd, const void *b, size_t n) {
  REAL(write);
  if (fd <= 2 || fd == notes || fd == watch) return real(fd, b, n);
  if (hit()) return -1;
  BEGIN_NOTE;
  ssize_t found = real(fd, b, n);
  END_NOTE(off_t end = lseek(fd, 0, SEEK_CUR); if (end >= 0) note('w', number_of(fd), end - found, b, found, 0, 0));
}
ssize_t writev(int fd, const struct iovec *v, int n) {
  REAL(writev);
  if (fd <= 2) return real(fd, v, n);
  if (hit()) return -1;
  BEGIN_NOTE;
  ssize_t found = real(fd, v, n);
  END_NOTE(off_t end = lseek(fd, 0, SEEK_CUR); if (end >= 0) note_copied(fd, end - found, found));
}
#define PWRITE(name, offset) \
  ssize_t name(int fd, const void *b, size_t n, offset o) { \
    REAL(name); \
    if (hit()) return -1; \
    BEGIN_NOTE; \
    ssize_t found = real(fd, b, n, o); \
    END_NOTE(note('w', number_of(fd), o, b, found, 0, 0)); \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)
#define SENDFILE(name, offset) \
  ssize_t name(int to, int from, offset *o, size_t n) { \
    REAL(name); \
    if (hit()) return -1; \
    BEGIN_NOTE; \
    ssize_t found = real(to, from, o, n); \
    END_NOTE(off_t end = lseek(to, 0, SEEK_CUR); if (end >= 0) note_copied(to, end - found, found)); \
  }
SENDFILE(sendfile, off_t)
SENDFILE(sendfile64, off64_t)
ssize_t copy_file_range(int from, off64_t *a, int to, off64_t *b, size_t n, unsigned flags) {
  REAL(copy_file_range);
  if (hit()) return -1;
  BEGIN_NOTE;
  ssize_t found = real(from, a, to, b, n, flags);
  END_NOTE(off_t end = b ? *b : lseek(to, 0, SEEK_CUR); note_copied(to, end - found, found));
}
#define ON_FILE(name, op, number) \
  REAL(name); \
  if (hit()) return -1; \
  BEGIN_NOTE; \
  int found = real(number); \
  END_NOTE(note(op, number_of(fd), 0, 0, 0, 0, 0))
int fsync(int fd) { ON_FILE(fsync, 's', fd); }
int fdatasync(int fd) { ON_FILE(fdatasync, 's', fd); }
#define TRUNCATE(name, offset) \
  int name(int fd, offset n) { \
    REAL(name); \
    if (hit()) return -1; \
    BEGIN_NOTE; \
    int found = real(fd, n); \
    END_NOTE(note('t', number_of(fd), n, 0, 0, 0, 0)); \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)
#define ALLOCATE(name, offset) \
  int name(int fd, offset o, offset n) { \
    REAL(name); \
    if (hit()) return errno; \
    BEGIN_NOTE; \
    int found = real(fd, o, n); \
    END_NOTE(if (!found) note('a', number_of(fd), o + n, 0, 0, 0, 0)); \
  }
ALLOCATE(posix_fallocate, off_t)
ALLOCATE(posix_fallocate64, off64_t)

#define NAMES(op, c, a, d, b, ...) \
  if (hit()) return -1; \
  BEGIN_NOTE; \
  int found = real(__VA_ARGS__); \
  END_NOTE(note_paths(op, c, a, d, b))
int rename(const char *a, const char *b) { REAL(rename); NAMES('r', AT_FDCWD, a, AT_FDCWD, b, a, b); }
int renameat(int c, const char *a, int d, const char *b) { REAL(renameat); NAMES('r', c, a, d, b, c, a, d, b); }
int renameat2(int c, const char *a, int d, const char *b, unsigned f) { REAL(renameat2); NAMES(f & 2 ? 'x' : 'r', c, a, d, b, c, a, d, b, f); }
int link(const char *a, const char *b) { REAL(link); NAMES('l', AT_FDCWD, a, AT_FDCWD, b, a, b); }
int linkat(int c, const char *a, int d, const char *b, int f) { REAL(linkat); NAMES('l', c, a, d, b, c, a, d, b, f); }

#define NAME(op, d, p, ...) \
  BEGIN_NOTE; \
  int found = real(__VA_ARGS__); \
  END_NOTE(note_path(op, d, p, 0))
int mkdir(const char *p, mode_t m) { REAL(mkdir); if (hit()) return -1; NAME('d', AT_FDCWD, p, p, m); }
int mkdirat(int d, const char *p, mode_t m) { REAL(mkdirat); if (hit()) return -1; NAME('d', d, p, d, p, m); }
int unlink(const char *p) { REAL(unlink); if (hit_without_room()) return -1; NAME('u', AT_FDCWD, p, p); }
int rmdir(const char *p) { REAL(rmdir); if (hit_without_room()) return -1; NAME('u', AT_FDCWD, p, p); }
int unlinkat(int d, const char *p, int f) { REAL(unlinkat); if (hit_without_room()) return -1; NAME('u', d, p, d, p, f); }
int chmod(const char *p, mode_t m) { REAL(chmod); if (hit_without_room()) return -1; return real(p, m); }
int fchmod(int fd, mode_t m) { REAL(fchmod); if (hit_without_room()) return -1; return real(fd, m); }
int fchmodat(int d, const char *p, mode_t m, int f) { REAL(fchmodat); if (hit_without_room()) return -1; return real(d, p, m, f); }
ssize_t pread64(int fd, void *b, size_t n, off64_t o) { REAL(pread64); if (reads_too && hit()) return -1; return real(fd, b, n, o); }

/* A line that fails ends, as the kernel ends it: an answer to what was never sent would be waited for otherwise. */
ssize_t send(int fd, const void *b, size_t n, int f) {
  REAL(send);
  if (lines_too && hit_without_room()) {
    shutdown(fd, SHUT_RDWR);
    errno = fault;
    return -1;
  }
  return real(fd, b, n, f);
}

static void tell(int folder, const char *path) {
  char room[PATH_MAX];
  const char *name = whole(folder, path, room);
  struct iovec parts[] = {{(void *)name, strlen(name)}, {"\n", 1}};
  int kept = errno;
  syscall(SYS_writev, watch, parts, 2);
  errno = kept;
}

#define OPENING(name, folder, path, ...) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); } \
  REAL(name); \
  if (steady && !strcmp(path, "/dev/urandom")) path = "/dev/zero"; \
  if (watch >= 0) tell(folder, path); \
  int creates = flags & O_CREAT && faccessat(folder, path, F_OK, 0); \
  if ((flags & O_CREAT || (flags & O_TRUNC && flags & O_ACCMODE)) && (creates ? hit() : hit_without_room())) return -1; \
  BEGIN_NOTE; \
  struct stat former; \
  int there = noting && !fstatat(folder, path, &former, 0); \
  int found = real(__VA_ARGS__, flags, mode); \
  END_NOTE( \
    if (!there && flags & O_CREAT) note_path('c', folder, path, number_of(found)); \
    else if (flags & O_TRUNC && flags & O_ACCMODE) note('t', number_of(found), 0, 0, 0, 0, 0))

int open(const char *p, int flags, ...) { OPENING(open, AT_FDCWD, p, p); }
int open64(const char *p, int flags, ...) { OPENING(open64, AT_FDCWD, p, p); }
int openat(int d, const char *p, int flags, ...) { OPENING(openat, d, p, d, p); }
int openat64(int d, const char *p, int flags, ...) { OPENING(openat64, d, p, d, p); }

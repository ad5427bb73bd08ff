/* Stands between a program and the C library: kills it, or makes a call fail, at the n-th call that
 * changes the disk. Loaded by LD_PRELOAD, armed by the program itself (see host.py). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;
static long target; /* 0: off */
static int fault;   /* 0: kill, else an errno */
static int stay;
static int reads_too;

void fault_arm(long at, int what, int staying, int reading) {
  target = at;
  fault = what;
  stay = staying;
  reads_too = reading;
  atomic_store(&calls, 0);
}

long fault_calls(void) { return atomic_load(&calls); }

/* Whether this call is the one. With an errno that stays, every later call is too. */
static int hit(void) {
  long n = atomic_fetch_add(&calls, 1) + 1;
  if (target == 0 || n < target || (n > target && !stay)) return 0;
  if (fault == 0) kill(getpid(), SIGKILL);
  errno = fault;
  return 1;
}

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *b, size_t n) { REAL(write); if (fd > 2 && hit()) return -1; return real(fd, b, n); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { REAL(pwrite); if (hit()) return -1; return real(fd, b, n, o); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) { REAL(pwrite64); if (hit()) return -1; return real(fd, b, n, o); }
int fsync(int fd) { REAL(fsync); if (hit()) return -1; return real(fd); }
int fdatasync(int fd) { REAL(fdatasync); if (hit()) return -1; return real(fd); }
int ftruncate(int fd, off_t n) { REAL(ftruncate); if (hit()) return -1; return real(fd, n); }
int ftruncate64(int fd, off64_t n) { REAL(ftruncate64); if (hit()) return -1; return real(fd, n); }
int rename(const char *a, const char *b) { REAL(rename); if (hit()) return -1; return real(a, b); }
int renameat(int c, const char *a, int d, const char *b) { REAL(renameat); if (hit()) return -1; return real(c, a, d, b); }
int link(const char *a, const char *b) { REAL(link); if (hit()) return -1; return real(a, b); }
int mkdir(const char *p, mode_t m) { REAL(mkdir); if (hit()) return -1; return real(p, m); }
/* Removing needs no room: a full disk lets it through, a kill does not. */
int unlink(const char *p) { REAL(unlink); if ((fault == 0 || fault == EIO) && hit()) return -1; return real(p); }
int rmdir(const char *p) { REAL(rmdir); if ((fault == 0 || fault == EIO) && hit()) return -1; return real(p); }
int unlinkat(int d, const char *p, int f) { REAL(unlinkat); if ((fault == 0 || fault == EIO) && hit()) return -1; return real(d, p, f); }
ssize_t pread64(int fd, void *b, size_t n, off64_t o) { REAL(pread64); if (reads_too && hit()) return -1; return real(fd, b, n, o); }

#define OPENING(name, ...) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); } \
  REAL(name); \
  if ((flags & O_CREAT) && hit()) return -1; \
  return real(__VA_ARGS__, flags, mode)

int open(const char *p, int flags, ...) { OPENING(open, p); }
int open64(const char *p, int flags, ...) { OPENING(open64, p); }
int openat(int d, const char *p, int flags, ...) { OPENING(openat, d, p); }
int openat64(int d, const char *p, int flags, ...) { OPENING(openat64, d, p); }

#ifndef CSYSTEM_SHIM_H
#define CSYSTEM_SHIM_H

/* Without _GNU_SOURCE: types must look here as they look in Swift's own Glibc module, or the two
   clash; for the same reason sys/socket.h is left to it. What only that macro would show stands
   below. */
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* accept4(2); `address` is a struct sockaddr of `size` bytes. */
static inline int accept_with_flags(int listener, void *address, unsigned *size, int flags) {
  return (int)syscall(SYS_accept4, listener, address, size, flags);
}

/* Bytes in the send buffer of a socket that its peer has not acknowledged (tcp(7), SIOCOUTQ). */
static inline int socket_unsent(int socket, int *count) { return ioctl(socket, TIOCOUTQ, count); }

/* At most `count` heaps for all threads (mallopt(3), M_ARENA_MAX); 0 if it fails. */
static inline int limit_heaps(int count) { return mallopt(M_ARENA_MAX, count); }

/* Blocks of `block` bytes or more go back to the system when they are freed, and the free end of a
   heap when it has more than `end` bytes (mallopt(3), M_MMAP_THRESHOLD, M_TRIM_THRESHOLD); 0 if it
   fails. */
static inline int return_memory(int block, int end) {
  return mallopt(M_MMAP_THRESHOLD, block) && mallopt(M_TRIM_THRESHOLD, end);
}

/* Gives the free pages inside heaps back to the system (malloc_trim(3)). */
static inline void return_free_pages(void) { malloc_trim(0); }

/* The cores that this thread may run on, or -1. */
static inline int usable_cores(void) {
  unsigned long set[128] = {0};
  long bytes = syscall(SYS_sched_getaffinity, 0, sizeof set, set);
  if (bytes < 0) return -1;
  int count = 0;
  for (long word = 0; word < bytes / (long)sizeof set[0]; word++) {
    count += __builtin_popcountl(set[word]);
  }
  return count;
}

#endif

#ifndef SEEDS_H
#define SEEDS_H

#include <stddef.h>

/// One JSON file of this folder, in the binary's own memory.
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
} embedded_seed;

/// The seed files in the order in which they are read.
const embedded_seed *_Nonnull embedded_seed_list(void);
extern const size_t embedded_seed_count;

#endif

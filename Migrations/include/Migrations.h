#ifndef MIGRATIONS_H
#define MIGRATIONS_H

#include <stddef.h>

/// One numbered SQL file of this folder, in the binary's own memory.
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
} embedded_migration;

/// The migrations in the order in which they run.
const embedded_migration *_Nonnull embedded_migration_list(void);
extern const size_t embedded_migration_count;

#endif

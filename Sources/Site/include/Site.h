#ifndef SITE_H
#define SITE_H

#include <stddef.h>

/// One file that HTML pages load, in the binary's own memory.
typedef struct {
  const char *_Nonnull path;
  const char *_Nonnull type;
  const unsigned char *_Nonnull bytes;
  size_t count;
} site_file;

const site_file *_Nonnull site_file_list(void);
extern const size_t site_file_count;

/// The outline of the land as an SVG path: degrees east, and degrees south, of the zero meridian and
/// the equator. From Natural Earth (public domain), with points half a degree apart or more.
const char *_Nonnull site_land(void);
extern const size_t site_land_count;

#endif

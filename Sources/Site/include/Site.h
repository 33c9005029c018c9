#ifndef SITE_H
#define SITE_H

#include <stddef.h>

/// A file that HTML pages load, in the memory of the binary.
typedef struct {
  const char *_Nonnull path;
  const char *_Nonnull type;
  const unsigned char *_Nonnull bytes;
  size_t count;
} site_file;

const site_file *_Nonnull site_file_list(void);
extern const size_t site_file_count;

/// The outline of the continents as an SVG path, in degrees east of the zero meridian and degrees
/// south of the equator. From Natural Earth (public domain), with points at least half a degree
/// apart.
const char *_Nonnull site_land(void);
extern const size_t site_land_count;

#endif

#include "Site.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char style[] = {
#embed "style/frame.css"
    ,
#embed "style/lists.css"
    ,
#embed "style/records.css"
};

static const unsigned char client[] = {
#embed "client.js"
};

static const unsigned char client_types[] = {
#embed "client.d.ts"
};

static const unsigned char page[] = {
#embed "page/times.js"
    ,
#embed "page/lists.js"
    ,
#embed "page/suggestions.js"
    ,
#embed "page/programme.js"
    ,
#embed "page/enhance.js"
};

static const unsigned char icon[] = {
#embed "icon.svg"
};

static const char land[] = {
#embed "land.txt"
};

static const site_file files[] = {
    {"/style.css", "text/css", style, sizeof style},
    {"/client.js", "text/javascript", client, sizeof client},
    {"/client.d.ts", "text/plain", client_types, sizeof client_types},
    {"/page.js", "text/javascript", page, sizeof page},
    {"/icon.svg", "image/svg+xml", icon, sizeof icon},
    // Programs that read no HTML request an icon at this path.
    {"/favicon.ico", "image/svg+xml", icon, sizeof icon},
};

const size_t site_file_count = sizeof files / sizeof *files;

const site_file *site_file_list(void) { return files; }

const size_t site_land_count = sizeof land;

const char *site_land(void) { return land; }

#include "Migrations.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char catalog_0001[] = {
#embed "0001_catalog.sql"
};

static const unsigned char search_form_0002[] = {
#embed "0002_search_form.sql"
};

static const unsigned char series_summary_0003[] = {
#embed "0003_series_summary.sql"
};

static const unsigned char default_order_0004[] = {
#embed "0004_default_order.sql"
};

static const unsigned char published_times_0005[] = {
#embed "0005_published_times.sql"
};

static const unsigned char derived_topics_0006[] = {
#embed "0006_derived_topics.sql"
};

static const unsigned char effective_topics_0007[] = {
#embed "0007_effective_topics.sql"
};

static const unsigned char places_0008[] = {
#embed "0008_places.sql"
};

static const unsigned char access_0009[] = {
#embed "0009_access.sql"
};

static const unsigned char change_log_0010[] = {
#embed "0010_change_log.sql"
};

static const unsigned char session_topics_0011[] = {
#embed "0011_session_topics.sql"
};

static const unsigned char schedules_0012[] = {
#embed "0012_schedules.sql"
};

static const unsigned char session_texts_0013[] = {
#embed "0013_session_texts.sql"
};

static const unsigned char tombstones_0014[] = {
#embed "0014_tombstones.sql"
};

static const unsigned char single_writes_0015[] = {
#embed "0015_single_writes.sql"
};

static const unsigned char search_topics_0016[] = {
#embed "0016_search_topics.sql"
};

static const embedded_migration embedded_migrations[] = {
    {"0001_catalog.sql", catalog_0001, sizeof catalog_0001},
    {"0002_search_form.sql", search_form_0002, sizeof search_form_0002},
    {"0003_series_summary.sql", series_summary_0003, sizeof series_summary_0003},
    {"0004_default_order.sql", default_order_0004, sizeof default_order_0004},
    {"0005_published_times.sql", published_times_0005, sizeof published_times_0005},
    {"0006_derived_topics.sql", derived_topics_0006, sizeof derived_topics_0006},
    {"0007_effective_topics.sql", effective_topics_0007, sizeof effective_topics_0007},
    {"0008_places.sql", places_0008, sizeof places_0008},
    {"0009_access.sql", access_0009, sizeof access_0009},
    {"0010_change_log.sql", change_log_0010, sizeof change_log_0010},
    {"0011_session_topics.sql", session_topics_0011, sizeof session_topics_0011},
    {"0012_schedules.sql", schedules_0012, sizeof schedules_0012},
    {"0013_session_texts.sql", session_texts_0013, sizeof session_texts_0013},
    {"0014_tombstones.sql", tombstones_0014, sizeof tombstones_0014},
    {"0015_single_writes.sql", single_writes_0015, sizeof single_writes_0015},
    {"0016_search_topics.sql", search_topics_0016, sizeof search_topics_0016},
};

const size_t embedded_migration_count = sizeof embedded_migrations / sizeof *embedded_migrations;

const embedded_migration *embedded_migration_list(void) { return embedded_migrations; }

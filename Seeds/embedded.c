#include "Seeds.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char sources[] = {
#embed "sources.json"
};

static const unsigned char topics[] = {
#embed "topics.json"
};

static const unsigned char audiences[] = {
#embed "audiences.json"
};

static const unsigned char places[] = {
#embed "places.json"
};

static const unsigned char series[] = {
#embed "series.json"
};

static const unsigned char article[] = {
#embed "article.json"
};

static const unsigned char editions_2025[] = {
#embed "editions-2025.json"
};

static const unsigned char editions_2026[] = {
#embed "editions-2026.json"
};

static const unsigned char editions_2027[] = {
#embed "editions-2027.json"
};

static const unsigned char editions_2028[] = {
#embed "editions-2028.json"
};

static const unsigned char programme_colt_2020[] = {
#embed "programme-colt-2020.json"
};

static const unsigned char programme_eacl_2024[] = {
#embed "programme-eacl-2024.json"
};

static const unsigned char programme_emnlp_2020[] = {
#embed "programme-emnlp-2020.json"
};

static const unsigned char programme_emnlp_2023[] = {
#embed "programme-emnlp-2023.json"
};

static const unsigned char programme_iclr_2020[] = {
#embed "programme-iclr-2020.json"
};

static const unsigned char programme_ismir_2025[] = {
#embed "programme-ismir-2025.json"
};

static const unsigned char programme_sigdial_inlg_2023[] = {
#embed "programme-sigdial-inlg-2023.json"
};

static const embedded_seed embedded_seeds[] = {
    {"sources.json", sources, sizeof sources},
    {"topics.json", topics, sizeof topics},
    {"audiences.json", audiences, sizeof audiences},
    {"places.json", places, sizeof places},
    {"series.json", series, sizeof series},
    {"article.json", article, sizeof article},
    {"editions-2025.json", editions_2025, sizeof editions_2025},
    {"editions-2026.json", editions_2026, sizeof editions_2026},
    {"editions-2027.json", editions_2027, sizeof editions_2027},
    {"editions-2028.json", editions_2028, sizeof editions_2028},
    {"programme-colt-2020.json", programme_colt_2020, sizeof programme_colt_2020},
    {"programme-eacl-2024.json", programme_eacl_2024, sizeof programme_eacl_2024},
    {"programme-emnlp-2020.json", programme_emnlp_2020, sizeof programme_emnlp_2020},
    {"programme-emnlp-2023.json", programme_emnlp_2023, sizeof programme_emnlp_2023},
    {"programme-iclr-2020.json", programme_iclr_2020, sizeof programme_iclr_2020},
    {"programme-ismir-2025.json", programme_ismir_2025, sizeof programme_ismir_2025},
    {"programme-sigdial-inlg-2023.json", programme_sigdial_inlg_2023, sizeof programme_sigdial_inlg_2023},
};

const size_t embedded_seed_count = sizeof embedded_seeds / sizeof *embedded_seeds;

const embedded_seed *embedded_seed_list(void) { return embedded_seeds; }

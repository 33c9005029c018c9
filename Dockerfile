# Builds the program in an image with the toolchain; the final image has only its libraries.
FROM swift:6.3-bookworm AS build
RUN apt-get update -q && apt-get install -qy --no-install-recommends libsqlite3-dev libyaml-dev pkg-config zlib1g-dev \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Migrations Migrations
COPY Seeds Seeds
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --product catalog --static-swift-stdlib \
  && strip -o /catalog "$(swift build -c release --show-bin-path)/catalog"

FROM debian:bookworm-slim
RUN apt-get update -q \
  && apt-get install -qy --no-install-recommends libsqlite3-0 libstdc++6 libyaml-0-2 tzdata zlib1g \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --home-dir /data --shell /usr/sbin/nologin catalog \
  && install -d -o catalog -g catalog /data
COPY --from=build /catalog /usr/local/bin/catalog
# The binary contains the seeds; this copy is for reading.
COPY --from=build /src/Seeds/*.json /usr/local/share/catalog/seeds/
USER catalog
VOLUME /data
ENV CATALOG_LISTEN=0.0.0.0:8080 CATALOG_DATABASE=/data/catalog.db
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["catalog", "healthcheck"]
ENTRYPOINT ["catalog"]
CMD ["serve"]

# jinyu in a small image with a shell and git, for CI:
# docker build -t jinyu . && docker run --rm -v "$PWD:/src" jinyu jinyu lint replies
ARG RUST=1.95
FROM rust:${RUST}-alpine AS build
# hadolint ignore=DL3018
RUN apk add --no-cache build-base
WORKDIR /jinyu
COPY . .
RUN cargo install --locked --root /out --path crates/cli

FROM alpine:3.22
# git says what was changed since a revision; a mounted repository belongs to somebody else.
# hadolint ignore=DL3018
RUN apk add --no-cache git \
    && git config --system --add safe.directory '*' \
    && adduser -D -u 65532 jinyu
COPY --from=build /out/bin/jinyu /usr/local/bin/jinyu
COPY LICENSE-APACHE LICENSE-MIT crates/core/data/NOTICE.md /usr/share/licenses/jinyu/
USER 65532:65532
WORKDIR /src
# No entry point: GitLab and Jenkins start a shell in the image.
CMD ["jinyu", "--help"]

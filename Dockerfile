# connaudit with git, for `check --new-from`: docker run --rm --user "$(id -u)" -v "$PWD:/work" connaudit check
# Not tried yet: it was written where no image could be fetched.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=1 go build -trimpath -buildvcs=false -tags netgo,osusergo -ldflags '-s -w -linkmode external -extldflags -static' -o /connaudit ./cmd/connaudit

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
COPY --from=build /connaudit /usr/local/bin/connaudit
# Nothing is written but the files that --output names. git refuses a checkout that belongs to another user than --user.
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["connaudit"]

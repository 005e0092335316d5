# Builds a static binary and puts it alone into an image: no shell, no package manager, not root.
# The server wants a token of who is not on this machine: docker run IMAGE token add NAME, on the volume that serves.
FROM node:20-bookworm-slim AS web
WORKDIR /web
COPY server/web/package.json server/web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY server/web ./
RUN npm run build

FROM node:22-bookworm-slim AS web
WORKDIR /src/server/web
COPY server/web/package.json server/web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY server/web ./
RUN npm run build

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=web /src/server/web/dist server/web/dist
COPY --from=web /web/dist server/web/dist
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /demarche . && mkdir /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /demarche /demarche
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
VOLUME /data
ENV DEMARCHE_STORE=sqlite:/data/demarche.db
EXPOSE 8080
ENTRYPOINT ["/demarche"]
CMD ["serve", "--addr", ":8080"]

FROM scratch AS none
COPY . /x
FROM golang:1.22
COPY --from=none /x /x

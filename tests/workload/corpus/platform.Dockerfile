FROM --platform=linux/amd64 golang:1.22 AS x
FROM --platform=linux/amd64 golang:1.23

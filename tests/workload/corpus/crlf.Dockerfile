FROM golang:1.22
COPY . /x
FROM golang:1.23 AS y

# a comment ends directives
# escape=`
FROM golang:1.22 AS \
  x
FROM golang:1.23

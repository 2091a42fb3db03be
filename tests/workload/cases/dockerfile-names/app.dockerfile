FROM golang:1.1

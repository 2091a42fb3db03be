ARG TAG
ARG FROM_ENVIRONMENT
FROM mcr.microsoft.com/windows/servercore:${TAG} AS build
FROM golang:${FROM_ENVIRONMENT} AS last

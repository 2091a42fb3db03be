ARG REPO=mcr.microsoft.com/windows
ARG TAG=ltsc2022
ARG FULL=${REPO}/servercore:${TAG}
FROM ${FULL}
ARG TAG=inner
FROM $REPO/nanoserver:$TAG
FROM ${REPO}/nanoserver:${NONE:-ltsc2019}
FROM golang:1.22${TAG:+-$TAG}

ARG BASE=mcr.microsoft.com/windows/servercore:1809
FROM ${BASE}
RUN dir

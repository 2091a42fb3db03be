FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
COPY --from=mcr.microsoft.com/windows/servercore:ltsc2022 / /
COPY --chown=0:0 --from=golang:1.22 / /

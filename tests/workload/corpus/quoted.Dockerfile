ARG A="ltsc2022"
ARG B='ltsc2019'
ARG C=lt"sc20"22
FROM mcr.microsoft.com/windows/servercore:${A}
FROM mcr.microsoft.com/windows/servercore:${B}
FROM mcr.microsoft.com/windows/nanoserver:${C}

FROM golang:1.22 AS build
COPY . /x
FROM build AS test
COPY . /y
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
COPY --from=build /x /x
COPY --from=0 /x /x
COPY --from=test /x /x

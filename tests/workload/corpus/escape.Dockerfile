# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2019 AS one
LABEL path=C:\dir other=`
x
FROM `
  golang:1.21 `
  # comment
  AS two
COPY . `
  /x

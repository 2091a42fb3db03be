from golang:1.22 as Build
copy . /x
From mcr.microsoft.com/windows/nanoserver:ltsc2022
copy --from=Build /x /x

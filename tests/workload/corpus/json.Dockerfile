FROM golang:1.22
CMD ["FROM golang:1", "<<EOF"]
ENTRYPOINT ["x"]
FROM golang:1.23

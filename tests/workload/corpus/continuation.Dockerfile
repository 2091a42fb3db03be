FROM \
golang:1.22

# a comment
COPY \

  # inside

  . /x
FROM golang:1.21



   
FROM golang:1.22
   FROM golang:1.23
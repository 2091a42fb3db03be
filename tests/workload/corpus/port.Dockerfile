ARG REGISTRY=localhost:5000
FROM ${REGISTRY}/team/app:1.0-windows
FROM ${REGISTRY}/team/app:1.1 AS last

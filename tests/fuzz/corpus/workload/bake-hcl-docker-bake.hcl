docker-bake.hcl
# Windows images of three releases.
variable "REGISTRY" { default = "mcr.microsoft.com/windows" }
variable "TAG" {
  default = "ltsc2022"
  validation { condition = TAG != "" }
}
variable "FROM_ENVIRONMENT" { default = "not this" }
variable "UNSET" {}
SHORT = "${TAG}-short"

group "default" { targets = ["app", "tools"] }

target "_common" {
  context    = "app"
  dockerfile = "win.Dockerfile"
  platforms  = ["windows/amd64"]
  args = {
    BASE = "${REGISTRY}/servercore:${TAG}"
    KIND = "inherited"
  }
}

target "app" {
  inherits = ["_common"]
  tags     = ["example/app:${TAG}"]
}

target "older" {
  inherits = ["_common"]
  args     = { BASE = "${REGISTRY}/servercore:ltsc2019" }
}

target "rows" {
  inherits = ["_common"]
  name     = "rows-${release}"
  matrix   = { release = ["ltsc2019", "ltsc2025"] }
  args     = { BASE = "${REGISTRY}/nanoserver:${release}" }
}

target "computed" {
  inherits = ["_common"]
  args     = { BASE = join(":", ["x", TAG]) }
}

target "by_name" {
  inherits = ["_common"]
  args     = { BASE = FROM_ENVIRONMENT }
}

target "contexts" {
  contexts = {
    base  = "docker-image://mcr.microsoft.com/windows/servercore:ltsc2019"
    other = "target:app"
    var   = "docker-image://example/x:${SHORT}"
    unset = "docker-image://example/y:${UNSET}"
  }
}

target "elsewhere" { context = "https://github.com/example/app.git" }
target "missing" { dockerfile = "none.Dockerfile" }
target "docker-metadata-action" {}

variable "windows-base" {
  type    = string
  default = "docker-image://mcr.microsoft.com/windows/server:ltsc2022"
}
variable "windows-platforms" { default = ["windows/amd64"] }
target "by_variables" {
  context   = "./named"
  contexts  = { base = windows-base, other = "target:app" }
  platforms = windows-platforms
}

docker-bake.hcl
target "a" {
  args = {

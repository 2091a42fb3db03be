/* make-log SEED MEGABYTES: prints a log as dockerd, kubelet, BuildKit and docker's JSON driver write them, with an error now and then. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state;

/* xorshift64*: the same numbers everywhere. */
static uint32_t
draw(uint32_t below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (uint32_t)((state * 2685821657736338717u >> 32) % below);
}

/* Lines as they are most of the time; %s is a name, %u a number. */
static const char *const usual[] = {
	"time=\"2026-11-25T10:%02u:%02u.%09uZ\" level=debug msg=\"Calling GET /v1.47/containers/%016" PRIx64 "/json\"\n",
	"time=\"2026-11-25T10:%02u:%02u.%09uZ\" level=info msg=\"ignoring event\" container=%016" PRIx64 " module=libcontainerd namespace=moby topic=/tasks/delete type=\"*events.TaskDelete\"\n",
	"I1125 10:%02u:%02u.%09u    4216 kubelet.go:2412] \"SyncLoop (PLEG): event for pod\" pod=\"default/web-%016" PRIx64 "\" event={\"Type\":\"ContainerStarted\"}\n",
	"{\"log\":\"10:%02u:%02u.%09u INFO  com.example.orders.Service - order %016" PRIx64 " was accepted and its container image pushed to the host\\r\\n\",\"stream\":\"stdout\"}\n",
	"#14 [build 7/9] RUN dotnet publish 10:%02u:%02u.%09u -c Release -o out %016" PRIx64 "\n",
};

/* What goes wrong once in a thousand lines. */
static const char *const errors[] = {
	"time=\"2026-11-25T10:%02u:%02u.%09uZ\" level=error msg=\"Handler for POST /v1.47/containers/%016" PRIx64 "/start returned error: hcsshim::CreateComputeSystem: The container operating system does not match the host operating system.\"\n",
	"E1125 10:%02u:%02u.%09u pod_workers.go:951] \"Error syncing pod, skipping\" err=\"failed to pull and unpack image \\\"example/app:%016" PRIx64 "\\\": no match for platform in manifest: not found\"\n",
	"time=\"2026-11-25T10:%02u:%02u.%09uZ\" level=error msg=\"%016" PRIx64 " failed to solve: process did not complete\"\n",
};

int
main(int argc, char **argv)
{
	uint64_t left = argc == 3 ? strtoull(argv[2], NULL, 10) << 20 : 0;
	state = argc == 3 ? strtoull(argv[1], NULL, 10) * 2 + 1 : 1;
	if (left == 0) {
		fputs("usage: make-log SEED MEGABYTES\n", stderr);
		return 2;
	}
	while (left > 0) {
		const char *form = draw(1000) ? usual[draw(sizeof(usual) / sizeof(usual[0]))] : errors[draw(sizeof(errors) / sizeof(errors[0]))];
		uint64_t name = (uint64_t)draw(64) << 32 | draw(16);
		int n = printf(form, draw(60), draw(60), draw(1000000000), name);
		if (n < 0)
			return 1;
		left -= (uint64_t)n < left ? (uint64_t)n : left;
	}
	return fflush(stdout) == 0 ? 0 : 1;
}

/* Sample decisions. */
#include "sample.h"

#include <stdio.h>
#include <string.h>

enum { HOSTS = 20, IMAGES = 10, HOST_BYTES = 700, IMAGE_BYTES = 2500, VERDICT_BYTES = 2500, REQUESTS = 50 };

/* A JSON object of about `size` bytes that names `n`. */
static const char *
object(char *text, unsigned n, size_t size)
{
	int length = sprintf(text, "{\"number\":%u,\"filling\":\"", n);
	memset(text + length, 'a' + (int)(n % 26), size);
	strcpy(text + length + size, "\"}");
	return text;
}

struct wc_journal_decision
sample(unsigned n)
{
	static char hosts[HOSTS][HOST_BYTES + 64], images[IMAGES][IMAGE_BYTES + 64], verdicts[SAMPLE_MATTERS][VERDICT_BYTES + 64];
	static char names[HOSTS][32], references[IMAGES][64], requests[REQUESTS][128];
	unsigned host = n % HOSTS, image = n / HOSTS % IMAGES, request = n % REQUESTS, matter = n % SAMPLE_MATTERS;
	if (!names[host][0]) {
		object(hosts[host], host, HOST_BYTES);
		sprintf(names[host], "node-%u", host);
	}
	if (!references[image][0]) {
		object(images[image], image, IMAGE_BYTES);
		sprintf(references[image], "registry.example/team/application:%u", image);
	}
	if (!verdicts[matter][0])
		object(verdicts[matter], matter, VERDICT_BYTES);
	if (!requests[request][0])
		sprintf(requests[request], "{\"isolation\":\"auto\",\"purpose\":\"production\",\"namespace\":\"team-%u\",\"user\":\"system:serviceaccount:x\"}", request);
	return (struct wc_journal_decision){
		.column = {"run", names[host], "10.0.20348.2340", references[image],
		           "sha256:75e1da66ddf8fce319537d0a91028f244716a7d3bcd3dcea813292a82cffa5e3", "auto", "production", "allow", "process",
		           "MATRIX-YES ABI-2022", "E23", "[]"},
		.text = {hosts[host], images[image], verdicts[matter], requests[request]},
	};
}

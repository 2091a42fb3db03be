/* services NAME...: the state of each service, as wincompat reads it, a line each. Under Wine the program itself believes none. */
#include "io/services.h"

#include <stdio.h>

static const char *const words[] = {
	[WC_SERVICE_UNKNOWN] = "unknown",   [WC_SERVICE_ABSENT] = "absent",   [WC_SERVICE_THERE] = "there",
	[WC_SERVICE_DISABLED] = "disabled", [WC_SERVICE_STOPPED] = "stopped", [WC_SERVICE_RUNNING] = "running",
};

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct wc_err err = {.text = ""};
		enum wc_service_state state = wc_service_state(argv[i], &err);
		printf("%s %s %s\n", argv[i], words[state], err.text);
	}
	return 0;
}

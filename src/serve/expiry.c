/* When the certificate that is shown ends: kept for the metrics, and said in time. */
#include "serve/service.h"

#include "io/clock.h"
#include "model/date.h"
#include "serve/tls.h"
#include "serve/log.h"
#include "serve/tls.h"

enum { SECONDS_OF_DAY = 86400, WARNED_DAYS = 7, SAID_AGAIN_MS = SECONDS_OF_DAY * 1000 };

void
wc_expiry_take(struct wc_service *service, const char *cert)
{
	int64_t ends = 0;
	if (cert && wc_tls_certificate_ends(cert, &ends)) {
		atomic_store(&service->certificate_ends, ends);
		service->expiry_said = 0;
	}
}

static void
say(int64_t ends, int64_t left)
{
	struct wc_log_line line;
	char moment[WC_MOMENT_TEXT];
	wc_arena *arena = wc_arena_new();
	wc_log_begin(&line, arena, left > 0 ? "warning" : "error", left > 0 ? "the certificate will run out" : "the certificate has run out");
	wc_json_text(&line.out, "ends", wc_moment_print(ends * 1000, moment));
	wc_json_text(&line.out, "do", "write a new one and its key into --tls-cert and --tls-key: they are read anew when they change");
	wc_log_end(&line);
	wc_arena_free(arena);
}

/* Once a day by a clock that never goes back: the other one may jump. */
void
wc_expiry_look(struct wc_service *service)
{
	int64_t ends = atomic_load(&service->certificate_ends), now = wc_clock_ms(), left = ends - wc_clock_now();
	if (ends == 0 || left >= WARNED_DAYS * SECONDS_OF_DAY || (service->expiry_said && now - service->expiry_said < SAID_AGAIN_MS))
		return;
	service->expiry_said = now;
	say(ends, left);
}

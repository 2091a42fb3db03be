/* Retrying: which failures pass by themselves, Retry-After, and growing waits. */
#include "source/image/registry_retry.h"

#include "format/http_date.h"
#include "io/clock.h"

#include <stdlib.h>
#include <string.h>

enum { ATTEMPTS = 4, FIRST_WAIT_MS = 250, LONGEST_WAIT_MS = 60 * 1000 };

bool
wc_retry_helps(const struct wc_http_answer *answer)
{
	if (answer->fault != WC_HTTP_DONE)
		return answer->fault == WC_HTTP_CUT;
	switch (answer->status) {
	case 408:
	case 425:
	case 429:
	case 500:
	case 502:
	case 503:
	case 504:
		return true;
	}
	return false;
}

/* Milliseconds that the answer asks to wait, or -1 where it asks nothing: seconds, or a date (RFC 9110, 10.2.3). */
static int64_t
asked_wait(const struct wc_http_answer *answer)
{
	const char *text = answer->fault == WC_HTTP_DONE ? wc_http_header(answer, "Retry-After") : NULL;
	int64_t date;
	if (!text)
		return -1;
	if (*text && text[strspn(text, "0123456789")] == '\0')
		return strlen(text) > 9 ? INT64_MAX : (int64_t)atoll(text) * 1000;
	if (!wc_http_date_parse(text, &date))
		return -1;
	int64_t seconds = date - wc_clock_now();
	return seconds > 0 ? seconds * 1000 : 0;
}

int64_t
wc_retry_wait(const struct wc_http_answer *answer, unsigned attempt)
{
	int64_t asked = asked_wait(answer);
	if (attempt >= ATTEMPTS || asked > LONGEST_WAIT_MS)
		return -1;
	unsigned grown = (unsigned)FIRST_WAIT_MS << (attempt - 1);
	/* Many who were sent away at once shall not come back at once. */
	unsigned jitter = wc_clock_jitter(FIRST_WAIT_MS);
	return asked >= 0 ? asked + jitter : (int64_t)(grown + jitter);
}

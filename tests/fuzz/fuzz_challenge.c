/* Fuzz target: WWW-Authenticate headers, HTTP dates, Base64. */
#include "fuzz.h"

#include "format/base64.h"
#include "format/http_date.h"
#include "source/image/registry_login.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	const char *text = wc_copy(arena, (const char *)data, size);
	const struct wc_http_header headers[] = {{"www-authenticate", text}, {"WWW-Authenticate", "Basic realm=\"x\""}};
	struct wc_http_answer answer = {.status = 401, .headers = headers, .header_count = 2};
	struct wc_challenge challenge;
	int64_t seconds = -1;
	size_t length;
	PROMISE(wc_challenge_read(arena, &answer, &challenge));
	PROMISE(challenge.login != WC_LOGIN_BEARER || challenge.realm);
	PROMISE(!wc_http_date_parse(text, &seconds) || seconds >= 0);
	char *decoded = wc_base64_read(arena, text, &length);
	PROMISE(!decoded || length <= size);
	const char *encoded = wc_base64_write(arena, (const char *)data, size);
	decoded = wc_base64_read(arena, encoded, &length);
	PROMISE(decoded && length == size && (size == 0 || memcmp(decoded, data, size) == 0));
	wc_arena_free(arena);
	return 0;
}

/* Requests: words and days. */
#include "cli/request.h"

#include "io/clock.h"
#include "model/words.h"

struct wc_request
wc_request_asked(const struct wc_args *args)
{
	const char *mode = wc_opt_text_if_any(args, "isolation"), *whose = wc_opt_text_if_any(args, "purpose");
	unsigned isolation = WC_ISOLATION_DEFAULT, purpose = WC_PURPOSE_UNSPECIFIED;
	if (mode)
		wc_word_find(&wc_isolation_words, mode, &isolation);
	if (whose)
		wc_word_find(&wc_purpose_words, whose, &purpose);
	return (struct wc_request){.isolation = (uint8_t)isolation, .purpose = (uint8_t)purpose};
}

bool
wc_days_asked(const struct wc_args *args, wc_date *ret_as_of, wc_date *ret_today, struct wc_err *err)
{
	const char *known = wc_opt_text(args, "as-of"), *needed = wc_opt_text_if_any(args, "today");
	wc_date as_of = 0, today = 0;
	if (known && !wc_date_parse(known, &as_of, err))
		return wc_while(err, "--as-of");
	if (needed && !wc_date_parse(needed, &today, err))
		return wc_while(err, "--today");
	*ret_as_of = as_of;
	*ret_today = today ? today : as_of ? as_of : wc_date_of_days((int32_t)(wc_clock_now() / 86400));
	return true;
}

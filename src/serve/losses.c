/* Decisions that the journal could not take: said while it happens, not only at the end. */
#include "serve/service.h"

#include "io/clock.h"
#include "serve/log.h"

enum { SAID_AGAIN_MS = 60 * 1000 };

/* At once when it begins, then once a minute while there are more; a disk that is full is full for every decision. */
void
wc_losses_look(struct wc_service *service)
{
	struct wc_journal_group_counts counts = {0};
	struct wc_losses *said = &service->losses;
	int64_t now = wc_clock_ms();
	if (!service->journal)
		return;
	wc_journal_group_count(service->journal, &counts);
	if (counts.lost == said->lost || (said->lost && now - said->when < SAID_AGAIN_MS))
		return;
	*said = (struct wc_losses){counts.lost, now};
	if (!*counts.word.text)
		wc_fail(&counts.word, WC_FAULT_SYSTEM, "decisions come faster than the disk takes them");
	wc_log_failure("decisions are missing in the journal", &counts.word);
}

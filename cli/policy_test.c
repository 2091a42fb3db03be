/* policy test: the examples of policies, and case files. */
#include "cli/policy.h"

enum wc_exit
wc_policy_test(const struct wc_policy_job *job)
{
	(void)job;
	return WC_EXIT_WRONG;
}

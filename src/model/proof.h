/* A proof: which isolation a running container has, by its engine's word and by the processes of its host. */
#ifndef WC_MODEL_PROOF_H
#define WC_MODEL_PROOF_H

#include "model/container.h"

/* How far it goes. */
#define WC_PROVEN_WORDS(X) \
	X(WC_PROVEN_UNKNOWN, "unknown") \
	X(WC_PROVEN, "proven")               /* the processes show a mode, and the engine says none but that */ \
	X(WC_CONTRADICTED, "contradicted")   /* they show another mode than the engine says */ \
	X(WC_ENGINE_ONLY, "engine-only")     /* the engine's word: the processes could not be seen, or show nothing */
enum wc_proven { WC_PROVEN_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_proven_words;

/* Owned by the arena it was made with; borrows the container and the host's processes. */
struct wc_proof {
	const struct wc_container *container;
	uint8_t proven; /* enum wc_proven */
	uint8_t mode;   /* enum wc_mode: the one that it has, by the processes if they show one; WC_MODE_NONE: not known */
	uint8_t engine; /* enum wc_mode: the engine's word */
	uint8_t shown;  /* enum wc_mode: what the processes show; WC_MODE_NONE: nothing */
	bool looked;    /* the host's processes were seen */
	const struct wc_process **seen; /* for each process of the container: the host's process that it is, or NULL */
	size_t seen_count;
	size_t by_chance; /* under Hyper-V isolation: processes of the container whose id and name some process of the host has, too */
	const struct wc_process *agent;   /* CExecSvc.exe of the container among the host's, or NULL */
	const struct wc_process *service; /* vmcompute.exe, or NULL */
	const struct wc_process *worker;  /* vmwp.exe of the container's virtual machine, or NULL */
	const struct wc_process *vm;      /* vmmem, which holds its memory, or NULL */
	size_t workers;                   /* how many vmwp.exe the service has: the one of the container is the nearest in time */
	int64_t memory;                   /* bytes that the host gives to it, or -1: not known */
};

#endif

/* Every cap on input, with its reason: nothing larger is parsed. */
#ifndef WC_BASE_LIMITS_H
#define WC_BASE_LIMITS_H

enum wc_limit {
	WC_LIMIT_TEXT_BYTES = 64 * 1024 * 1024,    /* a NodeList of 5,000 nodes is about 50 MB */
	WC_LIMIT_MANIFEST_BYTES = 16 * 1024 * 1024, /* registries must take 4 MB; image configs with long histories are larger */
	WC_LIMIT_YAML_BYTES = 16 * 1024 * 1024,     /* policies have 100 KB, bundles of Kubernetes objects 5 MB; libyaml takes a second for 4 */
	WC_LIMIT_YAML_TAGS = 64,                    /* %TAG directives; libyaml compares each with all before it */
	WC_LIMIT_DOCKERFILE_BYTES = 1024 * 1024,    /* the longest that was seen has 200 KB, heredocs and all */
	WC_LIMIT_FROM_ARGS = 1000,                  /* ARG lines before the first FROM; long ones have 30 */
	WC_LIMIT_SERVICES = 2000,                   /* of one compose file, read with what they extend; long ones have 100 */
	WC_LIMIT_NEAR_BYTES = 64 * 1024 * 1024,     /* of the files that one file names, each time it names them */
	WC_LIMIT_IGNORES = 1000,                    /* comments that excuse findings, of one file */
	WC_LIMIT_STAGES = 500,                      /* of one Dockerfile; large ones have 50 */
	WC_LIMIT_DOCKER_FAULTS = 20,                /* of one Dockerfile: with more it is none */
	WC_LIMIT_FILES = 1000 * 1000,               /* read by one scan; the largest repositories have 500,000 of any kind */
	WC_LIMIT_EXPANSIONS = 16,                   /* ${A:-${B:-…}} inside each other; nobody nests more than two */
	WC_LIMIT_PROJECT_IMAGES = 5000,             /* uses of images by the services of one compose project; large ones have a hundred */
	WC_LIMIT_LABELS = 256,                      /* of one pod or service; real ones have 5 to 30 */
	WC_LIMIT_ANCHORS = 1000,                    /* of one YAML text; a long compose file has 20 */
	WC_LIMIT_ALIASED = 100 * 1000,              /* values that all aliases of one YAML text unfold to; real ones have hundreds */
	WC_LIMIT_MERGED = 2000,                     /* keys of a map that merges others: each is compared with all */
	WC_LIMIT_LABEL_VALUES = 32,                 /* values of one label that a pod asks for; there are some 10 builds of Windows Server */
	WC_LIMIT_CLUSTER_BYTES = 512 * 1024 * 1024, /* of saved cluster objects, which are read one at a time; 5,000 nodes and 50,000 pods are about 400 MB */
	WC_LIMIT_INVENTORY_BYTES = 1024 * 1024 * 1024, /* of one file of hosts or images, which is read line by line; a million images are about 300 MB */
	WC_LIMIT_CSV_FIELDS = 64,                   /* of one line; an asset list has some 20 */
	WC_LIMIT_IMPORT_FAULTS = 20,                /* of one import that are shown; all are counted */
	WC_LIMIT_WORKLOADS = 1000 * 1000,           /* of one cluster; Kubernetes is built for 150,000 pods */
	WC_LIMIT_HOST_LABELS = 64,                  /* labels of the machines that one line means; a job asks for under 10, a matrix for some 20 */
	WC_LIMIT_COLUMN = 4096,                     /* characters of a line up to which an image is found again in the text: JSON on one line has millions */
	WC_LIMIT_MATRIX = 256,                      /* jobs of one matrix: what GitHub runs (GitLab: 200) */
	WC_LIMIT_MATRIX_LISTS = 32,                 /* names of a row of a matrix; real ones have under 10 */
	WC_LIMIT_CALLED = 50,                       /* workflows that one workflow calls, also through others: GitHub's own limit */
	WC_LIMIT_CALL_DEPTH = 10,                   /* levels of workflows that call each other: GitHub's own limit */
	WC_LIMIT_INCLUDES = 150,                    /* files that one GitLab pipeline includes: GitLab's own limit */
	WC_LIMIT_EXTENDS = 11,                      /* levels of jobs that extend each other: GitLab's own limit */
	WC_LIMIT_LOOKUPS = 20 * 1000 * 1000,        /* keys looked through for all values of one pipeline; 300 jobs take some 100,000 */
	WC_LIMIT_ROWS_READ = 20 * 1000,             /* rows of matrices of one file, for each line that names an image; 100 jobs have some 2,000 */
	WC_LIMIT_INHERITED = 200 * 1000,            /* targets of a bake file looked through for what they inherit; 100 targets take some 5,000 */
	WC_LIMIT_INPUTS = 1000,                     /* inputs of one workflow; long ones have 30 */
	WC_LIMIT_INCLUDED_BYTES = 4 * 1024 * 1024,  /* of all files that one pipeline includes; GitLab takes 2 MB for each */
	WC_LIMIT_CALLED_BYTES = 128 * 1024,         /* of a workflow that another one calls; long ones have 30 KB */
	WC_LIMIT_BAKE_ARGS = 200,                   /* build arguments of one target, with those it inherits; real ones have under 20 */
	WC_LIMIT_BAKE_ROWS = 500,                   /* targets of one bake file, each row of a matrix: each reads a Dockerfile */
	WC_LIMIT_FILLED = 500,                      /* variables filled into one text, also by way of others: two lines can ask for billions */
	WC_LIMIT_HCL_BYTES = 1024 * 1024,           /* long bake files have 30 KB; each level of nesting is gone over once more */
	WC_LIMIT_NESTING = 128,                     /* JSON and YAML levels; real manifests use 6, Kubernetes objects about 20 */
	WC_LIMIT_NODES = 4 * 1000 * 1000,           /* values of one text; 5,000 Kubernetes nodes are about 2 million, at 100 bytes each here */
	WC_LIMIT_ENTRIES = 10000,                   /* entries of one index; the largest seen has under 200 */
	WC_LIMIT_ARCHIVE_MEMBERS = 200000,          /* members of one archive: layers hold files, an image archive holds blobs */
	WC_LIMIT_ARCHIVE_KEPT = 256 * 1024 * 1024,  /* bytes of all members kept from one archive: manifests and configs, never layers */
	WC_LIMIT_ARCHIVE_HEADER = 4 * 1024 * 1024,  /* bytes of one member's headers, where a hostile sparse map has millions of entries */
	WC_LIMIT_REFERENCE = 4096,                  /* bytes of one image or host spelling */
	WC_LIMIT_VERSION_PART = 999999,             /* one number of a Windows version: today's builds have five digits */
	WC_LIMIT_HOSTS = 20000,                     /* hosts of one file; the largest Kubernetes clusters have 5,000 nodes */
	WC_LIMIT_REGISTRY_TEXT = 2048,              /* UTF-16 units of one registry value that says what this Windows is; real ones have under 64 */
	WC_LIMIT_ENGINE_INFO = 1024 * 1024,         /* bytes of an engine's /info; real ones have 5 KB */
	WC_LIMIT_LAYERS = 4096,                     /* layers of one image; engines stop at 127 */
	WC_LIMIT_CACHE_BYTES = 256 * 1024 * 1024,   /* of the cache's file: some 20,000 manifests of 8 KB */
	WC_LIMIT_JOURNAL_MEMO = 16 * 1024 * 1024,   /* texts that the journal keeps in mind to write them once: some 4,000 hosts and images */
	WC_LIMIT_CONFIG_BYTES = 1024 * 1024,        /* a configuration file holds a line for each option */
	WC_LIMIT_ANSWERS = 250000,                  /* hosts times images of one check: each answer needs about 600 bytes, and its JSON 3 KB */
	WC_LIMIT_DATA_TEXT = 4096,                  /* bytes of one string of a data file; the longest sentence has about 300 */
	WC_LIMIT_CELLS = 10000,                     /* cells of one edition of the matrix; the largest printed one has 91 */
	WC_LIMIT_ROWS = 65000,                      /* rules or releases of a program: 16-bit numbers name them, and some mean "none" */
	WC_LIMIT_INDEX_DEPTH = 4,                   /* indexes inside indexes */
	WC_LIMIT_IMAGE_BYTES = 64 * 1024 * 1024,    /* manifests and configs of one image together: 10,000 entries may name one large config */
	WC_LIMIT_HTTP_HEADERS = 200,                /* headers kept of one answer; registries send about 15 */
	WC_LIMIT_HTTP_HEADER_BYTES = 64 * 1024,     /* of all of them; a long token challenge has under 1 KB */
	WC_LIMIT_TOKEN_BYTES = 1024 * 1024,         /* a token server's or credential helper's answer; tokens have 1 to 10 KB */
	WC_LIMIT_TAGS_BYTES = 1024 * 1024,          /* a list of tags, read to suggest one; a thousand tags have 40 KB */
	WC_LIMIT_TOML_VALUES = 10000,               /* of one configuration file of registries; a site's has under 100 */
	WC_LIMIT_TAG = 128,                         /* bytes of a tag, by the distribution specification */
	WC_LIMIT_ARMS = 4096,                       /* cases that one condition of a policy unfolds to: `all` of `any` multiplies */
	WC_LIMIT_ALL_ARMS = 65536,                  /* of all rules; 10,000 rules have about as many */
	WC_LIMIT_UNFOLDING = 4 * 1000 * 1000,       /* limits that are copied while conditions unfold: 10,000 rules copy about 100,000 */
	WC_LIMIT_COLUMN_BYTES = 256 * 1024 * 1024,  /* of one fact's classes of values: 10,000 rules that ask for different builds have 30 MB */
	WC_LIMIT_AXES = 128,                        /* different facts that policies ask; there are 36, and labels */
	WC_LIMIT_ATOMS = 30000,                     /* kinds of texts that patterns tell apart; 10,000 literal names are as many */
	WC_LIMIT_SPELLINGS = 1000000,               /* beginnings of texts that are tried for them */
	WC_LIMIT_POLICY_FILES = 1000,               /* files of one policy, with those that they include */
	WC_LIMIT_AUTHZ_BODY = 4 * 1024 * 1024,      /* of a request that a plug-in is shown: engines pass no more on */
	WC_LIMIT_REVIEW_BYTES = 7 * 1024 * 1024,    /* of a request's body: an API server sends at most two objects of 3 MiB */
	WC_LIMIT_REVIEWS_BYTES = 128 * 1024 * 1024, /* of all bodies in memory at a time; real ones have 3 KB */
	WC_LIMIT_HEAD_BYTES = 16 * 1024,            /* of a request's head; an API server's has under 1 KB. The library zeroes as much for each request */
	WC_LIMIT_CONNECTIONS = 1000,                /* at a time; an API server keeps under 100 */
	WC_LIMIT_IDLE_SECONDS = 60,                 /* of a connection on which nothing comes; an API server gives a hook at most 30 */
	WC_LIMIT_CROWDED_SECONDS = 5,               /* of one that has not asked yet where most places are taken; a review takes at most 2 */
	WC_LIMIT_REQUEST_SECONDS = 15,              /* for a whole request, however slowly it comes */
	WC_LIMIT_WARNING = 120,                     /* bytes of one warning to who creates a pod: what Kubernetes asks for */
	WC_LIMIT_WARNINGS = 4000,                   /* bytes of all of them: from 4096 on Kubernetes cuts each */
	WC_LIMIT_POD_IMAGES = 200,                  /* of one pod; real ones have under 20 */
	WC_LIMIT_PROFILES = 1000,                   /* node profiles; large clusters have some 100 pools */
	WC_LIMIT_POD_TERMS = 5000,                  /* values of its selector, node affinity and tolerations; real ones have under 100 */
	WC_LIMIT_KNOWN_IMAGES = 40 * 1000,          /* images that a server keeps in mind, at some 400 bytes each; others are in its cache */
	WC_LIMIT_WANTED_IMAGES = 1000,              /* images that a server is asking registries for: with more it is too slow for any of them */
	WC_LIMIT_WANTED_OF_HOST = 250,              /* of these, of one registry: one that stalls leaves room for the others */
	WC_LIMIT_EVENT_BYTES = 8 * 1024 * 1024,     /* of one object that an API server sends: etcd keeps at most 1.5 MiB of each */
	WC_LIMIT_LIST_HEAD_BYTES = 256 * 1024,      /* of what a list says besides its objects; real ones have 200 bytes */
	WC_LIMIT_STATUS_BYTES = 16 * 1024,          /* of an API server's refusal; real ones have under 1 KB */
	WC_LIMIT_CURSOR_BYTES = 4096,               /* of a resourceVersion or a list's token to go on; real ones have 10 and 300 */
	WC_LIMIT_WATCHED = 100 * 1000,              /* objects of one kind that are watched; the largest clusters have 5,000 nodes, and 50,000 workloads */
	WC_LIMIT_OWN_VALUES = 64,                   /* values of a label above which it is a node's own; pools of nodes differ in far fewer */
	WC_LIMIT_PROCESSES = 65536,                 /* of one host; a busy Windows Server has some thousands */
	WC_LIMIT_LOG_BLOCK = 256 * 1024,            /* bytes of a log that are held at once: it fits into a processor's cache */
	WC_LIMIT_LOG_LINE = 16 * 1024,              /* bytes of a line that a pattern sees; an engine's longest error has about 8 KB */
	WC_LIMIT_LOG_STEPS = 200000,                /* steps of one search in a line */
	WC_LIMIT_FINDINGS = 200,                    /* different findings kept of one log; more are counted */
	WC_LIMIT_DETAIL = 512,                      /* bytes of one detail that a text tells: an image's name is the longest */
	WC_LIMIT_PATTERN_GROUPS = 16,               /* groups of one pattern; ours have under 4 */
	WC_LIMIT_PATTERN_STEPS = 20000,             /* steps of one search: ours take under 1,000 on the longest tag */
	WC_LIMIT_PATTERN_DEPTH = 500,               /* nested backtracking points of one search */
};

/* Bytes that one archive may unpack to: a decompression bomb ends here, a real Server Core image (about 5 GB) does not. */
#define WC_LIMIT_ARCHIVE_BYTES (64LL * 1024 * 1024 * 1024)

/*
 * One compressed byte may unpack to this many, once the first WC_LIMIT_ARCHIVE_FREE bytes are out: Server Core packs 3:1 and
 * logs 20:1, zeros 1,000:1 by gzip and 1,000,000:1 by bzip2.
 */
#define WC_LIMIT_ARCHIVE_RATIO 200LL
#define WC_LIMIT_ARCHIVE_FREE (64LL * 1024 * 1024)

#endif

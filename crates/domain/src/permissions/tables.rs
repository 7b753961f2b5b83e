//! The rules for each synced table and column.

use super::{Grant, Rule, TablePermissions};

/// Owners only.
const OWNERS: Grant = Grant { manager: Rule::Never, assistant: Rule::Never };
/// Owners; others in what is their own.
const OWN: Grant = Grant { manager: Rule::Own, assistant: Rule::Own };
/// Owners and managers: what decides.
const MANAGERS: Grant = Grant { manager: Rule::Any, assistant: Rule::Never };
/// Also assistants: what helps.
const ASSISTANTS: Grant = Grant { manager: Rule::Any, assistant: Rule::Any };
/// Assistants in what is their own.
const ASSISTANTS_OWN: Grant = Grant { manager: Rule::Any, assistant: Rule::Own };
/// Who did it: an assistant writes it once and with their own name.
const SIGNED: Grant = Grant { manager: Rule::Any, assistant: Rule::Signing };

/// What the roles may do with every synced table, in the order of the schema.
pub const TABLE_PERMISSIONS: &[TablePermissions] = &[
    TablePermissions {
        name: "setting",
        make: OWNERS,
        delete: OWNERS,
        columns: &[("name", OWNERS), ("value", OWNERS)],
        why: "Settings of the firm are rules of the playbook: when a customer counts as silent decides whom everybody \
              calls.",
    },
    TablePermissions {
        name: "member",
        make: OWNERS,
        delete: OWNERS,
        columns: &[("name", OWNERS), ("role", OWNERS), ("email", OWN), ("phone", OWN), ("active", OWNERS)],
        why: "Who belongs to the firm and as what is the owner's. Everybody keeps their own address up to date, but \
              not their name: the history says by name who did what.",
    },
    TablePermissions {
        name: "tier",
        make: OWNERS,
        delete: OWNERS,
        columns: &[
            ("name", OWNERS),
            ("tier_key", OWNERS),
            ("position", OWNERS),
            ("contact_maximum_days", OWNERS),
        ],
        why: "Which tiers there are is a rule of the playbook; which one a customer is in, a manager says.",
    },
    TablePermissions {
        name: "customer",
        make: MANAGERS,
        delete: MANAGERS,
        columns: &[
            ("name", ASSISTANTS),
            ("business_id", MANAGERS),
            ("vat_id", MANAGERS),
            ("external_number", MANAGERS),
            ("parent", MANAGERS),
            ("industry", ASSISTANTS),
            ("street", ASSISTANTS),
            ("postcode", ASSISTANTS),
            ("city", ASSISTANTS),
            ("country", ASSISTANTS),
            ("phone", ASSISTANTS),
            ("email", ASSISTANTS),
            ("website", ASSISTANTS),
            ("tier", MANAGERS),
            ("tier_reason", MANAGERS),
            ("owner", MANAGERS),
            ("deputy", MANAGERS),
            ("stage", MANAGERS),
            ("ladder", MANAGERS),
            ("language", ASSISTANTS),
            ("source", ASSISTANTS),
            ("notes", ASSISTANTS),
            ("ended_on", MANAGERS),
            ("ended_reason", MANAGERS),
            ("merged_into", MANAGERS),
            #[cfg(feature = "next-schema")]
            ("nickname", ASSISTANTS),
        ],
        why: "An assistant keeps the plain facts in order and decides nothing. That a firm is a customer is a \
              decision: somebody has to own them. Business id, VAT id and external number decide which orders an import \
              books to whom.",
    },
    TablePermissions {
        name: "customer_tag",
        make: ASSISTANTS,
        delete: ASSISTANTS,
        columns: &[("customer", ASSISTANTS), ("tag", ASSISTANTS)],
        why: "A tag is a plain fact, and taking it away is how one edits it.",
    },
    TablePermissions {
        name: "person",
        make: ASSISTANTS,
        delete: ASSISTANTS_OWN,
        columns: &[
            ("name", ASSISTANTS),
            ("email", ASSISTANTS),
            ("phone", ASSISTANTS),
            ("birthday", ASSISTANTS),
            ("notes", ASSISTANTS),
        ],
        why: "An assistant looks after people, and may undo having made one.",
    },
    TablePermissions {
        name: "employment",
        make: ASSISTANTS,
        delete: ASSISTANTS_OWN,
        columns: &[
            ("person", ASSISTANTS),
            ("customer", ASSISTANTS),
            ("title", ASSISTANTS),
            ("role", ASSISTANTS),
            ("stance", ASSISTANTS),
            ("influence", ASSISTANTS),
            ("is_primary", ASSISTANTS),
            ("started_on", ASSISTANTS),
            ("ended_on", ASSISTANTS),
        ],
        why: "Part of the person: who left is ended, not deleted.",
    },
    TablePermissions {
        name: "contact",
        make: ASSISTANTS,
        delete: ASSISTANTS_OWN,
        columns: &[
            ("customer", ASSISTANTS),
            ("date", ASSISTANTS),
            ("kind", ASSISTANTS),
            ("direction", ASSISTANTS),
            ("two_way", ASSISTANTS),
            ("minutes", ASSISTANTS),
            ("note", ASSISTANTS),
            ("member", SIGNED),
        ],
        why: "An assistant logs contacts, completes those of others and deletes only their own; by whom a contact was \
              cannot be made up.",
    },
    TablePermissions {
        name: "contact_person",
        make: ASSISTANTS,
        delete: ASSISTANTS,
        columns: &[("contact", ASSISTANTS), ("person", ASSISTANTS)],
        why: "Part of the contact: taking a person out of the list is an edit of it.",
    },
    TablePermissions {
        name: "next_action",
        make: ASSISTANTS,
        delete: ASSISTANTS_OWN,
        columns: &[
            ("customer", ASSISTANTS),
            ("text", ASSISTANTS),
            ("due", ASSISTANTS),
            ("owner", ASSISTANTS),
            ("done_on", ASSISTANTS),
        ],
        why: "An assistant plans work, for colleagues too, and marks it as done; what a colleague planned is finished, \
              not deleted.",
    },
    TablePermissions {
        name: "signal_handling",
        make: ASSISTANTS,
        delete: ASSISTANTS,
        columns: &[
            ("customer", ASSISTANTS),
            ("signal", ASSISTANTS),
            ("state", ASSISTANTS),
            ("until", ASSISTANTS),
            ("assigned_to", ASSISTANTS),
            ("reason", ASSISTANTS),
            ("note", ASSISTANTS),
            ("evidence", ASSISTANTS),
            ("handled_on", ASSISTANTS),
            ("member", ASSISTANTS),
        ],
        why: "Handling a signal is part of logging a contact. Handing a card over makes nobody the owner of the \
              customer, and a false alarm comes back on new evidence. There is one record for each customer and signal, \
              which goes from hand to hand: an undo puts the member before back, and takes the record away where there \
              was none.",
    },
    TablePermissions {
        name: "product",
        make: MANAGERS,
        delete: MANAGERS,
        columns: &[
            ("number", MANAGERS),
            ("name", MANAGERS),
            ("product_group", MANAGERS),
            ("unit", MANAGERS),
            ("list_price", MANAGERS),
            ("source", MANAGERS),
        ],
        why: "Products come with imports, and figures are made of them.",
    },
    TablePermissions {
        name: "import_batch",
        make: MANAGERS,
        delete: MANAGERS,
        columns: &[
            ("kind", MANAGERS),
            ("file", MANAGERS),
            ("report", MANAGERS),
            ("undone_at", MANAGERS),
            ("unattended", MANAGERS),
            ("member", MANAGERS),
            ("txn", MANAGERS),
        ],
        why: "An import makes customers, may set their owners and tiers, and moves orders between them; undoing one \
              deletes. That decides, also when it runs at night.",
    },
    TablePermissions {
        name: "import_mapping",
        make: MANAGERS,
        delete: MANAGERS,
        columns: &[("source", MANAGERS), ("kind", MANAGERS), ("mapping", MANAGERS)],
        why: "Goes with imports.",
    },
    TablePermissions {
        name: "saved_view",
        make: ASSISTANTS,
        delete: ASSISTANTS_OWN,
        columns: &[
            ("member", SIGNED),
            ("name", ASSISTANTS_OWN),
            ("shared", ASSISTANTS_OWN),
            ("definition", ASSISTANTS_OWN),
        ],
        why: "An assistant makes views and may share them; those that others shared stay as they are.",
    },
    TablePermissions {
        name: "distinct_pair",
        make: MANAGERS,
        delete: MANAGERS,
        columns: &[("first", MANAGERS), ("second", MANAGERS)],
        why: "That two records are not one firm is decided by whoever may merge them.",
    },
    TablePermissions {
        name: "device",
        make: ASSISTANTS,
        delete: MANAGERS,
        columns: &[("name", ASSISTANTS)],
        why: "What a machine is called decides nothing, and whoever sits at it knows best.",
    },
    TablePermissions {
        name: "meeting",
        make: ASSISTANTS,
        delete: ASSISTANTS_OWN,
        columns: &[
            ("customer", ASSISTANTS),
            ("purpose", ASSISTANTS),
            ("kind", ASSISTANTS),
            ("day", ASSISTANTS),
            ("begins", ASSISTANTS),
            ("duration", ASSISTANTS),
            ("place", ASSISTANTS),
            ("link", ASSISTANTS),
            ("owner", ASSISTANTS),
            ("state", ASSISTANTS),
            ("state_reason", ASSISTANTS),
            ("moved_by_customer", ASSISTANTS),
            ("series", ASSISTANTS),
            ("series_day", ASSISTANTS),
            ("ics_uid", ASSISTANTS),
            ("ics_sequence", ASSISTANTS),
            ("alarm_minutes", ASSISTANTS),
        ],
        why: "An assistant books, moves and calls off meetings for colleagues; one that a colleague booked is called off, not \
              deleted.",
    },
    TablePermissions {
        name: "meeting_series",
        make: ASSISTANTS,
        delete: ASSISTANTS_OWN,
        columns: &[
            ("customer", ASSISTANTS),
            ("purpose", ASSISTANTS),
            ("kind", ASSISTANTS),
            ("rule", ASSISTANTS),
            ("begins", ASSISTANTS),
            ("duration", ASSISTANTS),
            ("place", ASSISTANTS),
            ("link", ASSISTANTS),
            ("owner", ASSISTANTS),
            ("alarm_minutes", ASSISTANTS),
        ],
        why: "As meetings: one that a colleague made is ended, not deleted.",
    },
    TablePermissions {
        name: "meeting_participant",
        make: ASSISTANTS,
        delete: ASSISTANTS,
        columns: &[
            ("meeting", ASSISTANTS),
            ("person", ASSISTANTS),
            ("member", ASSISTANTS),
            ("attendance", ASSISTANTS),
        ],
        why: "Part of the meeting: taking somebody out of the list is an edit of it.",
    },
    TablePermissions {
        name: "preparation",
        make: ASSISTANTS,
        delete: MANAGERS,
        columns: &[
            ("meeting", ASSISTANTS),
            ("template", ASSISTANTS),
            ("form", ASSISTANTS),
            ("completed_at", ASSISTANTS),
            ("completed_by", ASSISTANTS),
            ("approved_at", MANAGERS),
            ("approved_by", MANAGERS),
        ],
        why: "An assistant fills a form in and says that their part is done. That it will do is for whoever goes to the meeting \
              to say: a manager approves it, and opens it again.",
    },
    TablePermissions {
        name: "preparation_answer",
        make: ASSISTANTS,
        delete: ASSISTANTS,
        columns: &[
            ("preparation", ASSISTANTS),
            ("field", ASSISTANTS),
            ("item", ASSISTANTS),
            ("text", ASSISTANTS),
            ("value", ASSISTANTS),
        ],
        why: "Filling in the form; clearing an answer is an edit of it.",
    },
    TablePermissions {
        name: "preparation_block",
        make: ASSISTANTS,
        delete: ASSISTANTS,
        columns: &[
            ("preparation", ASSISTANTS),
            ("block", ASSISTANTS),
            ("content", ASSISTANTS),
            ("changed", ASSISTANTS),
            ("taken_at", ASSISTANTS),
        ],
        why: "Filled from what everybody can read.",
    },
    TablePermissions {
        name: "preparation_template",
        make: MANAGERS,
        delete: MANAGERS,
        columns: &[("name", MANAGERS), ("form", MANAGERS)],
        why: "Which questions are asked before every meeting is part of the playbook, and a manager's to say.",
    },
    TablePermissions {
        name: "minutes",
        make: ASSISTANTS,
        delete: MANAGERS,
        columns: &[
            ("meeting", ASSISTANTS),
            ("wants", ASSISTANTS),
            ("agreed", ASSISTANTS),
            ("internal", ASSISTANTS),
            ("no_promises", ASSISTANTS),
            ("next_step", ASSISTANTS),
            ("next_meeting", ASSISTANTS),
            ("next_action", ASSISTANTS),
            ("next_reason", ASSISTANTS),
            ("closed_at", ASSISTANTS),
            ("closed_by", ASSISTANTS),
            ("contact", ASSISTANTS),
        ],
        why: "An assistant writes minutes and closes them; the log says who did.",
    },
    TablePermissions {
        name: "promise",
        make: ASSISTANTS,
        delete: ASSISTANTS_OWN,
        columns: &[
            ("customer", ASSISTANTS),
            ("meeting", ASSISTANTS),
            ("direction", ASSISTANTS),
            ("text", ASSISTANTS),
            ("due", ASSISTANTS),
            ("member", ASSISTANTS),
            ("person", ASSISTANTS),
            ("state", ASSISTANTS),
            ("settled_on", ASSISTANTS),
            ("evidence", ASSISTANTS),
        ],
        why: "Part of the minutes, and whoever hears that a promise was kept says so. One that a colleague wrote down is \
              withdrawn, not deleted.",
    },
    #[cfg(feature = "next-schema")]
    TablePermissions {
        name: "errand",
        make: ASSISTANTS,
        delete: ASSISTANTS_OWN,
        columns: &[("customer", ASSISTANTS), ("text", ASSISTANTS)],
        why: "Stands for a table of a later version.",
    },
];

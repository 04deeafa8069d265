-- Cases, the history of each, and named what-if overrides. Days and times are seconds since 1970; documents are JSON.
create table case_file (
    id text not null primary key,
    name text not null,
    made_at bigint not null,
    changed_at bigint not null,
    document text not null
);

-- state: done, undone (may be made again), dropped (taken back, then something else was done).
create table change (
    case_id text not null references case_file (id) on delete cascade,
    number bigint not null,
    at bigint not null,
    what text not null,
    state text not null,
    edits text not null,
    primary key (case_id, number)
);

create table scenario (
    case_id text not null references case_file (id) on delete cascade,
    name text not null,
    changed_at bigint not null,
    overrides text not null,
    primary key (case_id, name)
);

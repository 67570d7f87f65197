package formality

import (
	"context"
	"encoding/json"

	"chibo/internal/alike"
	"chibo/internal/job"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Handler reads a meeting whose papers were sealed or corrected (minutes.SealedJob).
func Handler(book *rule.Book) job.Handler {
	return func(ctx context.Context, db *store.DB, v store.Viewer, payload json.RawMessage) error {
		var in minutes.Kept
		if err := json.Unmarshal(payload, &in); err != nil {
			return err
		}
		return db.Bulk(ctx, v, func(tx *store.Tx) error { return Read(tx, book, in.Meeting) })
	}
}

// sight is one thing seen, before it is kept.
type sight struct {
	kind  string
	n, of int
	other string
}

// Read looks at a sealed meeting of a cell and keeps what it sees; what is seen no
// longer, after a correction, is gone. Read again it changes nothing. The program
// asks it of itself: no rights, nothing shown. A committee's own meeting is not
// looked at.
func Read(tx *store.Tx, book *rule.Book, id string) error {
	m, err := sitting(tx.Reader, id)
	if err != nil || m.circle != "" || m.sealedAt == 0 {
		return err
	}
	if closed, err := meeting.ClosedContent(tx.Reader, m.org, m.day); err != nil || closed { // nothing said there is kept
		return err
	}
	w := book.Formality(m.day)
	papers, err := minutes.PassagesOf(tx.Reader, id)
	if err != nil {
		return err
	}
	var seen []sight
	for _, look := range []func(*store.Reader, rule.Formality, facts) ([]sight, error){hurried, silent, idle, merged} {
		some, err := look(tx.Reader, w, m)
		if err != nil {
			return err
		}
		seen = append(seen, some...)
	}
	if full, err := quality.Full(tx.Reader, id); err != nil {
		return err
	} else if full {
		seen = append(seen, sight{kind: Flat})
	}
	for _, p := range papers {
		some, err := copied(tx, w, m, p)
		if err != nil {
			return err
		}
		seen = append(seen, some...)
	}
	return keep(tx, w, m, seen)
}

// facts are what the looks need of a meeting.
type facts struct {
	id, org, day, period, kind, place, circle, chair string
	openedAt, closedAt, sealedAt, enteredAt          int64
}

func sitting(rd *store.Reader, id string) (f facts, err error) {
	err = rd.Get([]any{&f.id, &f.org, &f.day, &f.period, &f.kind, &f.place, &f.circle, &f.chair, &f.openedAt, &f.closedAt, &f.sealedAt, &f.enteredAt},
		`select id, org, day, period, kind, place, circle, coalesce(chair, ''), coalesce(opened_at, 0), coalesce(closed_at, 0), coalesce(sealed_at, 0), coalesce(entered_at, 0) from meeting where tenant = $1 and id = $2`, id)
	return f, err
}

// keep writes what is seen and marks as gone what is not.
func keep(tx *store.Tx, w rule.Formality, m facts, seen []sight) error {
	told := w.Told(tx.Today())
	now := map[string]bool{}
	for _, s := range seen {
		now[s.kind] = true
		if _, err := tx.Exec(`insert into finding (tenant, id, org, meeting, kind, n, of_all, other, rule, found_at, told_on, gone_at, answer, answered_by, answered_at, version)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, null, '', '', null, 1)
			on conflict (tenant, meeting, kind) do update set n = excluded.n, of_all = excluded.of_all, other = excluded.other, gone_at = null`,
			store.NewID(), m.org, m.id, s.kind, s.n, s.of, s.other, w.Ref.String(), tx.Now(), told); err != nil {
			return err
		}
	}
	kept, err := tx.Strings(`select kind from finding where tenant = $1 and meeting = $2 and gone_at is null`, m.id)
	if err != nil {
		return err
	}
	for _, kind := range kept {
		if now[kind] {
			continue
		}
		if _, err := tx.Exec(`update finding set gone_at = $4 where tenant = $1 and meeting = $2 and kind = $3`, m.id, kind, tx.Now()); err != nil {
			return err
		}
	}
	return nil
}

// hurried looks at how long it took; a meeting entered from paper has no clock.
func hurried(_ *store.Reader, w rule.Formality, m facts) ([]sight, error) {
	if m.enteredAt != 0 || m.openedAt == 0 || m.closedAt == 0 {
		return nil, nil
	}
	long := int((m.closedAt - m.openedAt) / 60_000)
	if !w.Hurried(long) {
		return nil, nil
	}
	return []sight{{kind: Hurried, n: long}}, nil
}

// silent counts who spoke, the chair apart, against who was present; of a meeting
// entered from paper not everybody's words are typed.
func silent(rd *store.Reader, w rule.Formality, m facts) ([]sight, error) {
	if m.enteredAt != 0 {
		return nil, nil
	}
	present, err := rd.Int(`select count(*) from mark where tenant = $1 and meeting = $2 and status in ('present', 'late', 'left_early')`, m.id)
	if err != nil {
		return nil, err
	}
	spoke, err := rd.Int(`select count(distinct o.member) from opinion o join member b on b.tenant = o.tenant and b.id = o.member where o.tenant = $1 and o.meeting = $2 and b.person <> $3`, m.id, m.chair)
	if err != nil || !w.Silent(int(present), int(spoke)) {
		return nil, err
	}
	return []sight{{kind: Silent, n: int(spoke), of: int(present)}}, nil
}

// idle sees that nobody was given anything to do.
func idle(rd *store.Reader, _ rule.Formality, m facts) ([]sight, error) {
	if !meeting.OfMonth(m.kind) {
		return nil, nil
	}
	n, err := rd.Int(`select count(*) from resolution_item where tenant = $1 and meeting = $2`, m.id)
	if err != nil || n > 0 {
		return nil, err
	}
	return []sight{{kind: NoTask}}, nil
}

// merged sees another meeting at the same hour: of the same cell, or of one other in
// the same place. Where several other cells name that place it is no place ("phòng
// họp"). What was planned as one sitting of two parts is one meeting already.
func merged(rd *store.Reader, _ rule.Formality, m facts) ([]sight, error) {
	if m.enteredAt != 0 || m.openedAt == 0 || m.closedAt == 0 {
		return nil, nil
	}
	type other struct{ id, org, place string }
	all, err := store.All(rd, func(row store.Scan) (o other, err error) { err = row(&o.id, &o.org, &o.place); return },
		`select id, org, place from meeting where tenant = $1 and day = $2 and id <> $3 and circle = '' and entered_at is null and opened_at < $5 and closed_at > $4 order by id`, m.day, m.id, m.openedAt, m.closedAt)
	var near []other
	for _, o := range all {
		if o.org == m.org {
			return []sight{{kind: Merged, other: o.id}}, err
		}
		if m.place != "" && vi.Fold(o.place) == vi.Fold(m.place) {
			near = append(near, o)
		}
	}
	if len(near) != 1 {
		return nil, err
	}
	return []sight{{kind: Merged, other: near[0].id}}, err
}

// copied compares one paper with the cell's last and with those of other cells,
// and keeps its fingerprints for papers to come.
func copied(tx *store.Tx, w rule.Formality, m facts, p minutes.Passages) ([]sight, error) {
	own, other := OwnMinutes, OtherMinutes
	if p.Type == minutes.TypeResolution {
		own, other = OwnResolution, OtherResolution
	}
	common := alike.NewCommon(w.Phrases, nil)
	if err := index(tx, w, m, p, common); err != nil {
		return nil, err
	}
	var seen []sight
	last, err := lastOf(tx.Reader, m)
	if err != nil {
		return nil, err
	}
	if last != "" {
		if r, ok, err := against(tx.Reader, p, last, common); err != nil {
			return nil, err
		} else if ok && w.Copied(r.Copied, r.Counted) {
			seen = append(seen, sight{own, r.Copied, r.Counted, last})
		}
	}
	like, err := likest(tx.Reader, w, m, p)
	if err == nil && like.other != "" {
		like.kind = other
		seen = append(seen, like)
	}
	return seen, err
}

// against compares a paper with the one of its kind of another meeting.
func against(rd *store.Reader, p minutes.Passages, other string, common alike.Common) (alike.Result, bool, error) {
	all, err := minutes.PassagesOf(rd, other)
	for _, q := range all {
		if q.Type == p.Type {
			return alike.Compare(p.Lines, q.Lines, common), true, err
		}
	}
	return alike.Result{}, false, err
}

// lastOf is the cell's sealed meeting of the same kind before this one.
func lastOf(rd *store.Reader, m facts) (string, error) {
	ids, err := rd.Strings(`select m.id from meeting m where m.tenant = $1 and m.org = $2 and m.circle = '' and m.day < $3 and m.sealed_at is not null
		and (m.kind = $4 or `+meeting.WhereOfMonth+` and $4 in ('`+meeting.Regular+`', '`+meeting.Combined+`')) order by m.day desc, m.id desc limit 1`, m.org, m.day, m.kind)
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}
